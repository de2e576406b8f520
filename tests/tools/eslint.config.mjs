// Only Svelte components: what oxlint cannot read. Without type information, which would cost two minutes.
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from '../../svelte.config.js';

export default ts.config(
	{ ignores: ['build/', '.svelte-kit/', 'node_modules/'] },
	...ts.configs.strict,
	...svelte.configs.recommended,
	{ languageOptions: { globals: globals.browser } },
	{
		files: ['**/*.svelte'],
		languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
		rules: {
			// Props are destructured in one statement, bindable and constant ones together.
			'prefer-const': 'off',
			'svelte/prefer-const': 'off',
			'svelte/no-at-html-tags': 'error',
			'svelte/button-has-type': 'error',
			'svelte/require-each-key': 'error',
			// svelte-check knows better: the compiler resolves names.
			'no-undef': 'off',
			'max-lines': ['error', { max: 300, skipBlankLines: true }]
		}
	},
	{
		// The kit takes addresses from its user, who resolves them.
		files: ['src/lib/ui/**/*.svelte'],
		rules: { 'svelte/no-navigation-without-resolve': 'off' }
	}
);
