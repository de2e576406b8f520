import { err, ok, type Result } from '#lib/kernel/result.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import { BUILD_ID } from '../build-id.ts';
import { textOption, type Command } from '../command.ts';
import { writeDemo } from '../demo.ts';
import { createNodeSigner } from '../node-crypto.ts';
import { EXIT, usage, type CliProblem } from '../problem.ts';

/** Movements one file may be asked for. */
export const MAX_DEMO_MOVES = 2_000_000;

export const demoCommand: Command = {
	name: 'demo',
	summary: {
		zh: '生成演示公司的数据包(F 为常州所知，F.cd 为成都离线数据)',
		en: 'Write the demo company: F is what Changzhou knows, F.cd Chengdu’s offline bundle'
	},
	positionals: [],
	options: {
		out: { type: 'string', value: 'F', required: true, help: { zh: '输出文件', en: 'File to write' } },
		seed: {
			type: 'string',
			value: 'S',
			help: {
				zh: '种子：相同种子得到相同文件(密钥可被推算，仅供演示)',
				en: 'Same seed, same file (its keys can be derived: demonstration only)'
			}
		},
		scene: {
			type: 'string',
			value: 'recall|morning',
			help: { zh: 'recall(默认):召回已决定；morning:召回前的早晨', en: 'recall (default): after the recall decision; morning: before it' }
		},
		moves: {
			type: 'string',
			value: 'N',
			help: { zh: `另外生成 N 笔出入库(≤ ${MAX_DEMO_MOVES})`, en: `Generate N movements besides (up to ${MAX_DEMO_MOVES})` }
		}
	},
	async run(context) {
		const moves = countOf(textOption(context, 'moves'));
		if (!moves.ok) return moves;
		const scene = textOption(context, 'scene') ?? 'recall';
		if (scene !== 'recall' && scene !== 'morning')
			return err(usage(`--scene 应为 recall 或 morning，不是“${scene}”。`, `--scene takes recall or morning, not “${scene}”.`));
		const { crypto, output } = context;
		const seed = textOption(context, 'seed');
		const random = seed === undefined ? context.random : seededRandom(seed, crypto);
		const written = await writeDemo({
			ports: { crypto, random, createSigner: createNodeSigner, app: BUILD_ID },
			out: textOption(context, 'out') ?? '',
			moves: moves.value,
			scene,
			onProgress: (done) => output.note(`已生成 ${done} / ${moves.value}`, `${done} of ${moves.value} generated`)
		});
		if (!written.ok) return written;
		const { changzhou, chengdu, keys } = written.value;
		output.say(
			`已写入 ${changzhou}、${chengdu} 和 ${keys}(演示用钥匙)。`,
			`Written: ${changzhou}, ${chengdu} and ${keys} (keys for trying it out).`
		);
		if (moves.value > 0) output.say(`其中生成出入库 ${written.value.moves} 笔。`, `${written.value.moves} movements were generated.`);
		output.document({ ok: true, files: [changzhou, chengdu, keys], moves: written.value.moves });
		return ok(EXIT.ok);
	}
};

function countOf(text: string | undefined): Result<number, CliProblem> {
	if (text === undefined) return ok(0);
	const count = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
	if (count <= MAX_DEMO_MOVES) return ok(count);
	return err(
		usage(
			`--moves 应为 0 到 ${MAX_DEMO_MOVES} 的整数，不是“${text}”。`,
			`--moves takes a whole number from 0 to ${MAX_DEMO_MOVES}, not “${text}”.`
		)
	);
}
