// Who may import whom. Arrows point from the user to the used:
//   kernel ← log ← engine ← modules (pure part) ← screens ← app ← routes        kernel ← i18n ← ui
//   log ← wire (lib0, yjs)      log, engine, wire ← identity ← store ← sync      cli → the pure parts      sync-server → kernel, log, wire
const TEST = '\\.test\\.ts$';
/** The pure part of a module: everything but its screens, its rune files and what belongs to the page. */
const MODULE_SCREENS = '(/views/|\\.svelte$|\\.svelte\\.ts$|/(messages|navigation)\\.ts$)';

const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
	forbidden: [
		rule(
			'no-cycles',
			'Two files that need each other are one concept, or hide a third.',
			{},
			{ circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }
		),
		rule(
			'no-unresolved',
			'The import names nothing.',
			{},
			{ couldNotResolve: true, pathNot: '^\\$(app|env|service-worker)|^\\./\\$types|[?]url$' }
		),
		rule(
			'kernel-is-pure',
			'The kernel uses nothing but itself.',
			{ path: '^src/lib/kernel/', pathNot: TEST },
			{ pathNot: '^src/lib/kernel/' }
		),
		rule(
			'log-uses-kernel',
			'The log uses the kernel and the audited hash and curve implementations only.',
			{ path: '^src/lib/log/', pathNot: TEST },
			{ pathNot: '^(src/lib/(kernel|log)/|node_modules/(@noble|hash-wasm)/)' }
		),
		rule(
			'wire-uses-log-and-kernel',
			'What crosses the network is shared by page and relay: log, kernel and the encoding Yjs uses.',
			{ path: '^src/lib/wire/', pathNot: TEST },
			{ pathNot: '^(src/lib/(kernel|log|wire)/|node_modules/(lib0|yjs)/)' }
		),
		rule(
			'engine-uses-log-and-kernel',
			'The engine uses log and kernel only.',
			{ path: '^src/lib/engine/', pathNot: TEST },
			{ pathNot: '^src/lib/(kernel|log|engine)/' }
		),
		rule(
			'modules-are-pure',
			'The pure part of a module uses kernel, log, engine, other modules and plain bilingual texts.',
			{ path: '^src/lib/modules/', pathNot: [TEST, MODULE_SCREENS] },
			{ pathNot: '^src/lib/((kernel|log|engine|modules)/|i18n/messages\\.ts$)' }
		),
		rule(
			'pure-modules-know-no-screens',
			'Screens use the pure part, never the other way.',
			{ path: '^src/lib/modules/', pathNot: [TEST, MODULE_SCREENS] },
			{ path: `^src/lib/modules/.*${MODULE_SCREENS}` }
		),
		rule(
			'modules-only-through-the-door',
			'Another module is imported by its index.ts.',
			{ path: '^src/lib/modules/([^/]+)/', pathNot: TEST },
			{ path: '^src/lib/modules/[^/]+/', pathNot: ['^src/lib/modules/$1/', '^src/lib/modules/[^/]+/index\\.ts$'] }
		),
		rule('i18n-uses-kernel', 'Languages know no domain.', { path: '^src/lib/i18n/' }, { path: '^src/lib/(?!kernel/|i18n/)' }),
		rule(
			'ui-kit-knows-no-domain',
			'The kit takes domain words through props.',
			{ path: '^src/lib/ui/' },
			{ path: '^src/lib/(?!ui/|i18n/|kernel/)' }
		),
		rule(
			'identity-below-store',
			'Identity uses log, engine and kernel.',
			{ path: '^src/lib/identity/' },
			{ path: '^src/lib/(store|sync|app|ui)/' }
		),
		rule(
			'store-below-sync',
			'The store knows neither network nor screens.',
			{ path: '^src/lib/store/' },
			{ path: '^src/lib/(sync|app|ui)/' }
		),
		rule('sync-below-app', 'Synchronisation knows no screens.', { path: '^src/lib/sync/' }, { path: '^src/lib/(app|ui)/' }),
		rule(
			'lib-knows-no-routes',
			'Routes are the outermost layer.',
			{ path: '^src/lib/', pathNot: '\\.test\\.ts$' },
			{ path: '^src/(routes|cli)/' }
		),
		rule(
			'routes-are-thin',
			'A page reads parameters and renders one view; data comes through app and modules.',
			{ path: '^src/routes/' },
			{ path: '^src/lib/(log|engine|store|sync|identity)/' }
		),
		rule(
			'cli-has-no-screens',
			'The command line uses the pure parts, texts and identity.',
			{ path: '^src/cli/', pathNot: TEST },
			{ path: ['^src/(routes|config)/', '^src/lib/(ui|store|sync|app|search)/', '^sync-server/', '\\.svelte(\\.ts)?$'] }
		),
		rule(
			'relay-shares-only-the-core',
			'The server imports kernel, log and wire from the application, nothing else.',
			{ path: '^sync-server/', pathNot: TEST },
			{ path: '^src/', pathNot: '^src/lib/(kernel|log|wire)/' }
		),
		rule('no-server-in-the-page', 'The page talks to the server over the network.', { path: '^src/' }, { path: '^sync-server/' }),
		rule(
			'no-tests-in-the-product',
			'Nothing shipped imports tests.',
			{ path: '^(src|sync-server)/', pathNot: TEST },
			{ path: ['^tests/', TEST] }
		)
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '^(build|\\.svelte-kit)/' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['import', 'svelte', 'browser', 'default', 'types'],
			extensions: ['.ts', '.svelte', '.js', '.mjs', '.d.ts']
		}
	}
};
