import { defineConfig } from '@playwright/test';
import base from './playwright.config.ts';

/** Pictures of every page, for people to look at: `playwright test -c tests/screens.config.ts`, afterwards in `.cache/screens`. No gate. */
export default defineConfig(base, { testDir: './screens', fullyParallel: true, reporter: [['list']], use: { trace: 'off' } });
