/** Names of what uids stand for, asked from the worker as they are needed. */
import { untrack } from 'svelte';
import { company } from '../open-company.svelte.ts';

/** Kinds whose name alone says who it is; the others are known by code. */
const BY_NAME: readonly string[] = ['person'];

/**
 * Looks up `kind:uid` keys. Called while a component is created; the answer gives the name, or undefined while it is not
 * known. `given` are names the caller knows better.
 */
export function useNames(
	wanted: () => readonly string[],
	given: () => Readonly<Record<string, string>>
): (key: string) => string | undefined {
	let found = $state.raw<Readonly<Record<string, string>>>({});
	const asked = new Set<string>();
	$effect(() => {
		const keys = wanted().filter((key) => !asked.has(key) && given()[key] === undefined);
		untrack(() => {
			for (const key of keys) {
				asked.add(key);
				void nameOf(key).then((name) => {
					if (name !== undefined) found = { ...found, [key]: name };
				});
			}
		});
	});
	return (key) => given()[key] ?? found[key];
}

async function nameOf(key: string): Promise<string | undefined> {
	const [kind = '', uid = ''] = key.split(/:(.*)/su);
	if (kind === 'unit' || kind === 'load') {
		const passport = await company.ask('passport', { name: key });
		return passport?.number;
	}
	const choices = await company.ask('choices', { kind, text: uid });
	const choice = choices.find((one) => one.uid === uid);
	if (!choice) return undefined;
	return BY_NAME.includes(kind) ? choice.name : [choice.code, kind === 'lot' ? '' : choice.name].filter((part) => part !== '').join(' ');
}
