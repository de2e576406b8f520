import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const root = join(import.meta.dirname, '..');

export default defineConfig({
	test: {
		// Left to itself the runner keeps a core free, which on two cores is half of them.
		maxWorkers: Math.max(2, availableParallelism() - 1),
		projects: [
			{
				root,
				// Only compiles `.svelte.ts` files a pure test happens to reach; components are tested in the browser.
				plugins: [svelte()],
				test: {
					name: 'core',
					environment: 'node',
					include: [
						'src/**/*.test.ts',
						'sync-server/**/*.test.ts',
						'tests/{properties,simulation,contracts,vectors,tools,cli}/**/*.test.ts'
					],
					exclude: ['**/*.svelte.test.ts', '**/node_modules/**'],
					testTimeout: 20_000
				}
			}
		]
	}
});
