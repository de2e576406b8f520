/** `npm run docs`: writes docs/operations.md from the definitions. */
import { writeFileSync } from 'node:fs';
import { catalogue } from '#lib/modules/catalogue.ts';
import { registry } from '#lib/modules/company.ts';

writeFileSync(new URL('../../docs/operations.md', import.meta.url), catalogue(registry));
