/** The synthetic trace oracle (tests/vectors/trace-oracle, its answers computed by other programs), brought in by the templates. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { cli, folder, type Answer } from './cli.ts';

interface Event {
	readonly type: string;
	readonly seq: number;
	readonly at: string;
	readonly lot?: string;
	readonly item?: string;
	readonly qty?: number;
	readonly supplier?: string;
	readonly supplierLot?: string;
	readonly customer?: string;
	readonly doc?: string;
	readonly wo?: string;
	readonly inputs?: readonly { readonly lot: string; readonly qty: number }[];
	readonly outputs?: readonly { readonly lot: string; readonly item: string; readonly qty: number }[];
}

const vectors = join(import.meta.dirname, '../vectors/trace-oracle');
const events = readFileSync(join(vectors, 'small.events.jsonl'), 'utf8')
	.trim()
	.split('\n')
	.map((line) => JSON.parse(line) as Event);
const answers = JSON.parse(readFileSync(join(vectors, 'small.answers.json'), 'utf8')) as readonly Record<string, Answer>[];
let company = '';

function templates(): Record<string, string> {
	const items = new Map<string, string>();
	const parties = new Map<string, string>();
	const lots: string[] = [];
	const history: string[] = [];
	const itemOf = new Map<string, string>();
	const add = (event: Event, kind: string, lot: string, qty: number, { doc = '', from = '', to = '', party = '' }) =>
		history.push([`E${history.length + 1}`, event.at, kind, doc, itemOf.get(lot), lot, qty, 'pcs', from, to, party].join(','));
	for (const event of events) {
		for (const output of event.outputs ?? []) itemOf.set(output.lot, output.item);
		if (event.lot && event.item) itemOf.set(event.lot, event.item);
	}
	for (const item of itemOf.values()) items.set(item, `${item},${item},,${item.startsWith('RM') ? 'raw' : 'semi'},lot,pcs,A,`);
	for (const event of events) {
		const { lot = '', qty = 0 } = event;
		if (event.type === 'RECEIVE') {
			parties.set(event.supplier ?? '', `${event.supplier},${event.supplier},supplier,`);
			lots.push(`${event.item},${lot},${event.supplier},${event.supplierLot},,,released`);
			add(event, 'receipt', lot, qty, { to: 'A', party: event.supplier ?? '' });
		} else if (event.type === 'TRANSFORM' || event.type === 'REWORK') {
			for (const input of event.inputs ?? []) add(event, 'consume', input.lot, input.qty, { doc: event.wo ?? '', from: 'A' });
			for (const output of event.outputs ?? []) add(event, 'produce', output.lot, output.qty, { doc: event.wo ?? '', to: 'A' });
		} else if (event.type === 'SHIP' || event.type === 'RETURN') {
			parties.set(event.customer ?? '', `${event.customer},${event.customer},customer,`);
			add(event, event.type === 'SHIP' ? 'ship' : 'return', lot, qty, {
				doc: event.doc ?? '',
				party: event.customer ?? '',
				...(event.type === 'SHIP' ? { from: 'A' } : { to: 'A' })
			});
		} else if (event.type === 'SAMPLE' || event.type === 'SCRAP') add(event, event.type.toLowerCase(), lot, qty, { from: 'A' });
		else if (event.type === 'ADJUST') add(event, 'adjust', lot, Math.abs(qty), qty > 0 ? { to: 'A' } : { from: 'A' });
		else throw new Error(`the oracle has a new kind of event: ${event.type}`);
	}
	const table = (header: string, rows: Iterable<string>) => `${[header, ...rows].join('\n')}\n`;
	return {
		'items.csv': table('code,name_zh,name_en,class,track,unit,quality_class,shelf_life_days', items.values()),
		'partners.csv': table('code,name,kind,uscc', parties.values()),
		'locations.csv': table('code,site,kind', ['A,CZ,stock']),
		'lots.csv': table('item,lot,supplier,supplier_lot,mfg_date,expiry,status', lots),
		'history.csv': table('id,at,kind,doc,item,lot,qty,unit,from,to,party', history)
	};
}

beforeAll(async () => {
	const dir = folder(templates());
	company = join(dir, 'oracle.suyuan');
	const said = await cli('import', dir, '--out', company);
	expect(said.code, said.err).toBe(0);
});

const total = (rows: readonly { readonly qty: string }[], key: string) => {
	const sums: Record<string, number> = {};
	for (const row of rows) {
		const name = (row as unknown as Record<string, string>)[key] ?? '';
		sums[name] = (sums[name] ?? 0) + Number(row.qty);
	}
	return Object.fromEntries(Object.entries(sums).filter(([, qty]) => qty !== 0));
};

describe('the trace oracle', () => {
	it.each(answers.map((answer) => [answer['lot'] as string, answer] as const))('%s', async (lot, answer) => {
		const down = (await cli('trace', company, '--lot', lot, '--direction', 'down', '--json')).json;
		const up = (await cli('trace', company, '--lot', lot, '--direction', 'up', '--json')).json;
		const others = (result: Answer) =>
			result.nodes
				.filter((node: Answer) => node.lot !== null && node.direction !== 'start')
				.map((node: Answer) => node.lot)
				.sort();
		expect(others(down)).toEqual(answer['forward_lots']);
		expect(others(up)).toEqual(answer['backward_lots']);
		expect(total(down.consignees, 'party')).toEqual(
			Object.fromEntries(Object.entries(answer['consignees_net_qty']).filter(([, qty]) => qty !== 0))
		);
		expect(total(down.onHand, 'lot')).toEqual(answer['on_hand_by_lot']);
		const { made, received, consumed, shipped, returned, sampled, scrapped, adjusted, onHand } = down.balance;
		expect({
			in: Number(made) + Number(received),
			consumed: Number(consumed),
			shipped: Number(shipped),
			returned: Number(returned),
			sampled: Number(sampled),
			scrapped: Number(scrapped),
			adjusted: Number(adjusted),
			on_hand: Number(onHand)
		}).toEqual(answer['balance']);
	});
});
