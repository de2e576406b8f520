import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

/** Chrome 111 (2023) is what Tailwind 4 needs; Chinese "dual-core" browsers lag about that far behind. */
const BUILD_TARGET = 'chrome111';

export default defineConfig({
	plugins: [tailwindcss(), sveltekit()],
	build: { target: BUILD_TARGET },
	worker: { format: 'es' }
});
