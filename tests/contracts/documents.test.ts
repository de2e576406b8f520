/** What README and docs say is true today: every command line in them runs. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const directory = mkdtempSync(join(tmpdir(), 'suyuan-readme-'));
afterAll(() => rmSync(directory, { recursive: true }));

const documents = [
	'README.md',
	...readdirSync('docs')
		.filter((name) => name.endsWith('.md'))
		.map((name) => `docs/${name}`)
];

/** Command lines of shell blocks, comments and continuation left out. */
function commandsIn(document: string): string[] {
	const blocks = readFileSync(document, 'utf8').matchAll(/^```sh\n(.*?)^```/gms);
	return [...blocks]
		.flatMap(([, block = '']) => block.split('\n'))
		.map((line) => line.replace(/\s+#.*$/, '').trim())
		.filter((line) => line !== '');
}

test('the commands of README and docs exist and run', () => {
	const scripts = Object.keys((JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }).scripts);
	// What is said of the relay is run by sync-server/docs.test.ts, against a relay.
	const commands = documents.filter((document) => document !== 'docs/relay.md').flatMap(commandsIn);
	expect(commands).toContain('npm start');
	expect(commands).toContain('npm test');
	const suyuan = `"${process.execPath}" "${resolve('src/cli/main.ts')}"`;
	const run = (command: string) => execFileSync('bash', ['-o', 'pipefail', '-c', command], { cwd: directory, stdio: 'pipe' });
	run(`${suyuan} demo --seed readme --out company.suyuan`);
	for (const command of commands) {
		const [program = '', verb = '', script = ''] = command.split(/\s+/);
		if (program === 'npm') expect(['start', 'test', ...scripts], command).toContain(verb === 'run' ? script : verb);
		else run(command.replaceAll('npx suyuan', suyuan).replaceAll(' tests/', ` ${resolve('tests')}/`));
	}
}, 60_000);

test('links between documents lead somewhere', () => {
	for (const document of documents) {
		const text = readFileSync(document, 'utf8');
		for (const [, target = ''] of text.matchAll(/\]\((?!https?:)([^)#]+)/g)) {
			expect(
				() =>
					readdirSync(resolve(document, '..', target, '..')).includes(target.split('/').at(-1) ?? '') ||
					expect.fail(`${document} links to ${target}`)
			).not.toThrow();
		}
	}
});
