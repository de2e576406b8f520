/**
 * First letters of the pinyin of a name, so that `rpb` finds 熔喷布. The order of Chinese collation is the order of pinyin: a
 * character belongs to the letter whose first character does not come after it.
 */
const LETTERS = 'abcdefghjklmnopqrstwxyz'.split('');
const FIRST_OF_LETTER = '吖八嚓咑妸发旮哈丌咔垃妈拏噢妑七呥仨他屲夕丫帀'.split('');

/** Characters that are common in our words and names and read in a second way besides the one they are collated by. */
const SECOND_READING: Readonly<Record<string, string>> = {
	重: 'c',
	长: 'c',
	行: 'h',
	校: 'j',
	调: 't',
	厦: 's',
	单: 's',
	曾: 'z',
	盛: 'c',
	种: 'c',
	会: 'k'
};
const HAN = /\p{Script=Han}/u;

const collator = new Intl.Collator('zh-CN-u-co-pinyin');
const known = new Map<string, readonly string[]>();

/** Letters a character may be typed as: its initials, or itself in lower case where it is no Han character. */
export function initialsOf(character: string): readonly string[] {
	const before = known.get(character);
	if (before) return before;
	const found = HAN.test(character) ? readings(character) : [character.toLowerCase()];
	known.set(character, found);
	return found;
}

function readings(character: string): readonly string[] {
	const at = FIRST_OF_LETTER.findLastIndex((first) => collator.compare(first, character) <= 0);
	const letter = LETTERS[at];
	const second = SECOND_READING[character];
	return [...(letter === undefined ? [] : [letter]), ...(second === undefined || second === letter ? [] : [second])];
}

/** Position in `text` from which its initials read `typed`; −1 if nowhere. `typed` in lower case. */
export function initialsAt(text: string, typed: string): number {
	const letters = typed.split('');
	if (letters.length === 0) return -1;
	const written = text.split('').map(initialsOf);
	for (let start = 0; start + letters.length <= written.length; start++)
		if (letters.every((letter, offset) => written[start + offset]?.includes(letter))) return start;
	return -1;
}
