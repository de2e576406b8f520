/** Picking one shipment on this device: scans in, a draft that survives, records out. One for each picking screen. */
import { formatQuantity } from '#lib/i18n/format.ts';
import { locale } from '#lib/i18n/locale.svelte.ts';
import { fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import type { Flow } from '../flow/flow.svelte.ts';
import { keptDraft } from '../flow/kept-draft.ts';
import { newCommandId } from '../live/command-id.ts';
import { company } from '../live/open-company.svelte.ts';
import { localTime } from '../local-time.ts';
import type { Resolved } from '../scan/resolve-scan.ts';
import { judgeScan } from './judge-scan.ts';
import { m } from './messages.ts';
import { emptyShipDraft, pickedOf, withoutScan, withScan, type PickLine, type ShipDraft } from './pick-draft.ts';
import { noticeText, refusalText } from './refusal-words.ts';
import type { SheetLine, TakenGoods } from './shipping-views.ts';

export const draftArea = (order: string) => `ship.${order === '' ? 'free' : order}`;

type Goods = Extract<Resolved, { kind: 'lot' | 'unit' }>;

export class Picking {
	readonly #flow: Flow;
	readonly #kept;
	#draft = $state.raw<ShipDraft>(emptyShipDraft(''));
	#keeps = $state(true);
	/** Location that was scanned, taken from until another is. */
	#at = $state('');
	#last: { readonly text: string; readonly ms: number } | undefined;
	/** When the first scan came. */
	#began = 0;

	constructor(flow: Flow, order: string) {
		this.#flow = flow;
		this.#kept = keptDraft<ShipDraft>(draftArea(order), company.summary?.org ?? '');
		this.#draft = this.#kept.load() ?? emptyShipDraft(newCommandId());
	}

	get draft(): ShipDraft {
		return this.#draft;
	}

	/** False where the browser keeps no drafts. */
	get keeps(): boolean {
		return this.#keeps;
	}

	get seconds(): number {
		return this.#began === 0 ? 0 : Math.round((Date.now() - this.#began) / 1000);
	}

	get scans(): number {
		return this.#draft.lines.reduce((sum, { scans }) => sum + scans.length, 0);
	}

	change(part: Partial<ShipDraft>): void {
		this.#draft = { ...this.#draft, ...part };
		this.#keeps = this.#kept.save(this.#draft);
	}

	/** Recorded or given up: the next one begins empty. */
	forget(): void {
		this.#kept.forget();
		this.#draft = emptyShipDraft(newCommandId());
		this.#at = '';
		this.#began = 0;
	}

	from(location: string): void {
		this.#at = location;
	}

	/** `wanted`: lines of the order; undefined where there is none. */
	async take(what: Goods, text: string, wanted: readonly SheetLine[] | undefined, open: ReadonlyMap<string, Amount>): Promise<void> {
		const now = Date.now();
		const sinceSame = this.#last?.text === text ? now - this.#last.ms : undefined;
		this.#last = { text, ms: now };
		if (this.#began === 0) this.#began = now;
		const carton = what.kind === 'lot' ? what.label.serial : '';
		const goods = await company.query('ship.take', { node: what.node, carton });
		const verdict = judgeScan(goods, {
			lines: this.#draft.lines,
			wanted: wanted && open,
			at: this.#at,
			count: what.kind === 'lot' ? what.label.count : '',
			carton,
			sinceSame
		});
		if (verdict.kind === 'refused') return this.#flow.refuse(goods.number, refusalText(goods, verdict.why, wanted ?? []));
		if (verdict.kind === 'which-place')
			return this.#flow.warn(goods.number, m.whichPlace({ places: verdict.places.map(({ code }) => code).join('、') }));
		const id = newCommandId();
		const { qty, place, isPack, notice } = verdict;
		const line: Omit<PickLine, 'scans'> = {
			node: goods.node,
			number: goods.number,
			item: goods.item.uid,
			code: goods.item.code,
			itemName: goods.item.name,
			unit: goods.item.unit,
			from: place.location,
			fromCode: place.code,
			there: place.qty
		};
		const scan = { id, qty, carton, at: localTime(new Date(now).toISOString()).slice(-5), by: company.session?.name ?? '', isPack };
		this.change({ lines: withScan(this.#draft.lines, line, scan) });
		const said = m.taken({
			qty: formatQuantity(locale.current, qty, line.unit),
			place: place.code,
			left: this.#leftText(goods, wanted, open)
		});
		const undo = () => this.change({ lines: withoutScan(this.#draft.lines, id) });
		if (notice) this.#flow.warn(goods.number, `${noticeText(notice, goods)} ${said}`, undo);
		else this.#flow.ok(goods.number, said, undo);
	}

	#leftText({ item }: TakenGoods, wanted: readonly SheetLine[] | undefined, open: ReadonlyMap<string, Amount>): string {
		if (!wanted) return '';
		const lacking = (uid: string) => (open.get(uid) ?? 0n) - pickedOf(this.#draft.lines, uid);
		if (wanted.every((line) => lacking(line.item) <= 0n)) return m.allDone();
		const left = lacking(item.uid);
		return left <= 0n ? m.lineDone() : m.lacks({ qty: formatQuantity(locale.current, fromAmount(left as Amount), item.unit) });
	}
}
