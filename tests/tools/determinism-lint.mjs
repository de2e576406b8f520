// Replicas must compute the same truth: this lint keeps everything that can differ between machines, versions or moments out of
// the pure folders. `node tests/tools/determinism-lint.mjs [folder…]` prints `file:line:column  what  – way out` and exits 1.
//
// An exception needs a reason at the place: `// determinism: <reason>` at the end of the line or alone on the line before.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

const root = join(import.meta.dirname, '../..');
const PURE_FOLDERS = ['src/lib/kernel', 'src/lib/log', 'src/lib/wire', 'src/lib/engine', 'src/lib/modules'];
const ALLOWED_MATH = new Set(['floor', 'min', 'max', 'abs', 'sqrt']);
const MIN_REASON_LENGTH = 8;

const INJECT = 'let the caller pass it in';
const BROWSER = 'the pure part has no page; put this into a screen or the store';
/** Global names, each with the way out. @type {Readonly<Record<string, string>>} */
const GLOBALS = {
	Intl: 'its data differs between versions; format in the screen with #lib/i18n/format.ts',
	Temporal: 'not in Node 24; use kernel plain-date and instant',
	Date: 'reads the clock and the time zone; use kernel plain-date and instant, and let the caller pass the time in',
	performance: 'reads the clock; ' + INJECT,
	crypto: 'random and asynchronous; ' + INJECT,
	setTimeout: 'the pure part does not wait; ' + INJECT,
	setInterval: 'the pure part does not wait; ' + INJECT,
	setImmediate: 'the pure part does not wait; ' + INJECT,
	requestAnimationFrame: BROWSER,
	requestIdleCallback: BROWSER,
	fetch: 'the pure part has no network; ' + INJECT,
	XMLHttpRequest: 'the pure part has no network; ' + INJECT,
	WebSocket: 'the pure part has no network; ' + INJECT,
	EventSource: 'the pure part has no network; ' + INJECT,
	BroadcastChannel: BROWSER,
	Worker: BROWSER,
	window: BROWSER,
	document: BROWSER,
	navigator: BROWSER,
	location: BROWSER,
	history: BROWSER,
	localStorage: 'the pure part has no storage; ' + INJECT,
	sessionStorage: 'the pure part has no storage; ' + INJECT,
	indexedDB: 'the pure part has no storage; ' + INJECT,
	caches: 'the pure part has no storage; ' + INJECT,
	process: 'the pure part knows no Node; ' + INJECT,
	Buffer: 'the pure part knows no Node; use kernel bytes',
	require: 'the pure part knows no Node; import what you need',
	globalThis: 'hides which global is used; name it',
	self: 'hides which global is used; name it',
	console: 'the pure part has no output; return a Result',
	eval: 'never',
	WeakRef: 'depends on garbage collection',
	FinalizationRegistry: 'depends on garbage collection'
};
/** Methods, whoever has them. @type {Readonly<Record<string, string>>} */
const METHODS = {
	localeCompare: 'its order differs between machines; compare code units with < and >',
	normalize: 'differs between Unicode versions; normalise when writing, through the injected text functions',
	toUpperCase: 'differs between Unicode versions; use the ASCII helpers of kernel/text.ts',
	toLowerCase: 'differs between Unicode versions; use the ASCII helpers of kernel/text.ts',
	toLocaleUpperCase: 'depends on the machine; use the ASCII helpers of kernel/text.ts',
	toLocaleLowerCase: 'depends on the machine; use the ASCII helpers of kernel/text.ts',
	toLocaleString: 'depends on the machine; format in the screen',
	toLocaleDateString: 'depends on the machine; format in the screen',
	toLocaleTimeString: 'depends on the machine; format in the screen'
};

/**
 * Findings in one source text.
 *
 * @param {string} file name used in the findings
 * @param {string} text
 * @returns {{ file: string, line: number, column: number, what: string, wayOut: string }[]}
 */
export function lintText(file, text) {
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
	const lines = text.split('\n');
	const declared = declaredNames(source);
	/** @type {{ file: string, line: number, column: number, what: string, wayOut: string }[]} */
	const findings = [];

	/** @type {(node: ts.Node, what: string, wayOut: string) => void} */
	const report = (node, what, wayOut) => {
		const { line, character } = source.getLineAndCharacterOfPosition(node.getStart(source));
		if (isExcused(lines, line)) return;
		findings.push({ file, line: line + 1, column: character + 1, what, wayOut });
	};
	/** @type {(node: ts.Node) => void} */
	const visit = (node) => {
		if (ts.isTypeNode(node)) return;
		if (ts.isImportDeclaration(node)) return checkImport(node, report);
		if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
		if (ts.isForInStatement(node)) report(node, 'for … in', 'its order includes inherited keys; take sorted keys or a Map');
		if (ts.isIdentifier(node)) checkIdentifier(node, declared, report);
		if (ts.isElementAccessExpression(node)) checkElementAccess(node, declared, report);
		if (ts.isMetaProperty(node)) report(node, 'import.meta', 'differs between machines; ' + INJECT);
		if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
			report(node, 'import()', 'the pure part is loaded at once; import statically');
		ts.forEachChild(node, visit);
	};
	visit(source);
	return findings;
}

/** @type {(node: ts.ImportDeclaration, report: (node: ts.Node, what: string, wayOut: string) => void) => void} */
function checkImport(node, report) {
	if (!ts.isStringLiteral(node.moduleSpecifier)) return;
	const name = node.moduleSpecifier.text;
	const outside = /^(node:|\$|svelte|dexie|bits-ui|fastify|@sveltejs\/|@lucide\/)/.test(name);
	if (outside && !node.importClause?.isTypeOnly) report(node, `import '${name}'`, 'the pure part runs everywhere; ' + INJECT);
}

/** @type {(node: ts.Identifier, declared: ReadonlySet<string>, report: (node: ts.Node, what: string, wayOut: string) => void) => void} */
function checkIdentifier(node, declared, report) {
	const { parent } = node;
	const name = node.text;
	if (ts.isPropertyAccessExpression(parent) && parent.name === node) {
		const wayOut = own(METHODS, name);
		if (wayOut) report(node, `.${name}`, wayOut);
		const isMath = ts.isIdentifier(parent.expression) && parent.expression.text === 'Math' && !declared.has('Math');
		if (isMath && !ALLOWED_MATH.has(name)) report(parent, `Math.${name}`, mathWayOut(name));
		return;
	}
	if (isPropertyName(node) || declared.has(name)) return;
	const wayOut = own(GLOBALS, name);
	if (wayOut) report(node, name, wayOut);
	if (name === 'Math' && !isMember(node)) report(node, 'Math as a value', 'name the function: floor, min, max, abs or sqrt');
}

/** `text['normalize']` and `Math['random']` are the same calls in disguise. */
/** @type {(node: ts.ElementAccessExpression, declared: ReadonlySet<string>, report: (node: ts.Node, what: string, wayOut: string) => void) => void} */
function checkElementAccess(node, declared, report) {
	if (!ts.isStringLiteralLike(node.argumentExpression)) return;
	const name = node.argumentExpression.text;
	const wayOut = own(METHODS, name);
	if (wayOut) report(node.argumentExpression, `['${name}']`, wayOut);
	const isMath = ts.isIdentifier(node.expression) && node.expression.text === 'Math' && !declared.has('Math');
	if (isMath && !ALLOWED_MATH.has(name)) report(node, `Math['${name}']`, mathWayOut(name));
}

function mathWayOut(/** @type {string} */ name) {
	if (name === 'random') return 'random; ' + INJECT;
	return 'only floor, min, max, abs and sqrt give the same bits everywhere, or have one meaning; use integers or kernel decimals';
}

/** @type {(node: ts.Identifier) => boolean} */
function isMember({ parent }) {
	return ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent);
}

/** Names of properties, labels and the like are no uses of a global. @type {(node: ts.Identifier) => boolean} */
function isPropertyName(node) {
	const { parent } = node;
	if (ts.isShorthandPropertyAssignment(parent)) return false;
	if (ts.isBindingElement(parent) && parent.propertyName === node) return true;
	return 'name' in parent && parent.name === node && !ts.isExportSpecifier(parent);
}

/** Every name the file declares or imports: a local `location` of goods is no browser location. @type {(source: ts.SourceFile) => Set<string>} */
function declaredNames(source) {
	/** @type {Set<string>} */
	const names = new Set();
	/** @type {(node: ts.Node) => void} */
	const visit = (node) => {
		const declares =
			ts.isVariableDeclaration(node) ||
			ts.isParameter(node) ||
			ts.isBindingElement(node) ||
			ts.isFunctionDeclaration(node) ||
			ts.isClassDeclaration(node) ||
			ts.isImportSpecifier(node) ||
			ts.isImportClause(node) ||
			ts.isNamespaceImport(node);
		if (declares && node.name && ts.isIdentifier(node.name)) names.add(node.name.text);
		ts.forEachChild(node, visit);
	};
	visit(source);
	return names;
}

/** @type {(lines: readonly string[], line: number) => boolean} */
function isExcused(lines, line) {
	const reason = /\/\/ determinism: (.+)$/.exec(lines[line] ?? '') ?? /^\s*\/\/ determinism: (.+)$/.exec(lines[line - 1] ?? '');
	return (reason?.[1]?.trim().length ?? 0) >= MIN_REASON_LENGTH;
}

/** @type {(table: Readonly<Record<string, string>>, name: string) => string | undefined} */
function own(table, name) {
	return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Screens live in the modules too; they are not pure and need not be. @type {(path: string) => boolean} */
export function isPureFile(path) {
	return path.endsWith('.ts') && !/\.(svelte|test|d)\.ts$/.test(path) && !/\/modules\/[^/]+\/views\//.test(path.replaceAll('\\', '/'));
}

function main() {
	const folders = process.argv.length > 2 ? process.argv.slice(2) : PURE_FOLDERS;
	const files = folders.flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(root, folder, name))
	);
	const pure = files.filter(isPureFile).toSorted();
	const findings = pure.flatMap((path) => lintText(relative(root, path), readFileSync(path, 'utf8')));
	for (const { file, line, column, what, wayOut } of findings) console.error(`${file}:${line}:${column}  ${what} – ${wayOut}`);
	console.log(`determinism: ${pure.length} pure files, ${findings.length} findings`);
	process.exitCode = findings.length === 0 ? 0 : 1;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main();
