/** What README and docs say is true today: every command line in them runs. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const directory = mkdtempSync(join(tmpdir(), 'suyuan-readme-'));
afterAll(() => rmSync(directory, { recursive: true }));

const documents = ['README.md', ...readdirSync('docs').filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];

/** Command lines of shell blocks, comments and continuation left out. */
function commandsIn(document: string): string[] {
	const blocks = readFileSync(document, 'utf8').matchAll(/^```sh\n(.*?)^```/gms);
	return [...blocks].flatMap(([, block = '']) => block.split('\n')).map((line) => line.replace(/\s+#.*$/, '').trim()).filter((line) => line !== '');
}

test('the commands of README and docs exist and run', () => {
	const scripts = Object.keys((JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }).scripts);
	const commands = documents.flatMap(commandsIn);
	expect(commands).toContain('npm start');
	expect(commands).toContain('npm test');
	for (const command of commands) {
		const [program = '', verb = '', ...rest] = command.split(/\s+/);
		if (program === 'npm') expect(['start', 'test', ...scripts], command).toContain(verb === 'run' ? rest[0] : verb);
		else {
			expect(`${program} ${verb}`, command).toBe('npx suyuan');
			execFileSync(process.execPath, [resolve('src/cli/main.ts'), ...rest], { cwd: directory, stdio: 'pipe' });
		}
	}
}, 60_000);

test('links between documents lead somewhere', () => {
	for (const document of documents) {
		const text = readFileSync(document, 'utf8');
		for (const [, target = ''] of text.matchAll(/\]\((?!https?:)([^)#]+)/g)) {
			expect(() => readdirSync(resolve(document, '..', target, '..')).includes(target.split('/').at(-1) ?? '') || expect.fail(`${document} links to ${target}`)).not.toThrow();
		}
	}
});
