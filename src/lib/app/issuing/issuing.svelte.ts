/** The state of the screen of drawing and returning: the draft, and what a scan does to it. */
import { formatInstant, formatQuantity } from '#lib/i18n/format.ts';
import { locale, localized } from '#lib/i18n/locale.svelte.ts';
import { Flow } from '../flow/flow.svelte.ts';
import { keptDraft, type KeptDraft } from '../flow/kept-draft.ts';
import { company } from '../live/open-company.svelte.ts';
import { localTime } from '../local-time.ts';
import type { Resolved } from '../scan/resolve-scan.ts';
import { DOUBLE_SCAN_MS, differenceOf, issueOf, lackOf, netBack, plain, returnOf, type DrawLine } from './draw-draft.ts';
import { draftOn, type BackDraft, type IssueDraft, type Receiver } from './issue-draft.ts';
import type { Judged, LinePlace, PickCard } from './issuing-views.ts';
import { m } from './messages.ts';
import { insteadText, kindOf, refusalText } from './refusal-words.ts';

/** Goods as they were scanned or picked from the card. */
export interface Taken {
	readonly node: string;
	readonly roll: string;
	readonly netKg: string;
}

/** So long the same lot is taken for the same roll once nothing more of it is to be drawn. */
const SAME_ROLL_MS = 10 * 60_000;
/** Roles that receive what they draw; a storekeeper hands it to somebody. */
const RECEIVES: readonly string[] = ['OP', 'LL'];

const today = (): string => localTime(new Date().toISOString()).slice(0, 10);
const qtyText = (qty: string, unit: string) => formatQuantity(locale.current, qty === '' ? '0' : qty, unit);
const clockOf = (at: string): string => formatInstant(at).slice(-5);

export class Issuing {
	readonly flow = new Flow();
	readonly #kept: KeptDraft<IssueDraft>;
	#draft = $state.raw<IssueDraft>(draftOn(undefined, today()));
	#keeps = $state(true);
	/** A roll that was refused: in somebody's hands it may be gone already. */
	#refused = $state.raw<DrawLine | undefined>(undefined);
	#slip = $state.raw<{ readonly id: string; readonly kind: 'issued' | 'returned' } | undefined>(undefined);
	/** When goods were recorded here last, by node and roll. */
	readonly #recorded = new Map<string, { readonly ms: number; readonly at: string; readonly by: string }>();
	/** The order at hand as it is known. */
	readonly #card: () => PickCard | undefined;

	constructor(org: string, card: () => PickCard | undefined) {
		this.#kept = keptDraft<IssueDraft>('issue', org);
		this.#draft = draftOn(this.#kept.load(), today());
		this.#card = card;
	}

	get draft(): IssueDraft {
		return this.#draft;
	}

	get keeps(): boolean {
		return this.#keeps;
	}

	get refused(): DrawLine | undefined {
		return this.#refused;
	}

	get slip(): { readonly id: string; readonly kind: 'issued' | 'returned' } | undefined {
		return this.#slip;
	}

	/** Line side that a person confirmed today for the order at hand. */
	get target(): LinePlace | null {
		return this.#draft.targets[this.#draft.wo] ?? null;
	}

	/** The confirmed line side, or the one that suggests itself. */
	get likelyTarget(): LinePlace | null {
		return this.target ?? this.#card()?.proposed ?? null;
	}

	get receiver(): Receiver | null {
		const { session } = company;
		if (this.#draft.receiver) return this.#draft.receiver;
		return session?.roles.some(({ code }) => RECEIVES.includes(code)) ? { person: session.person, name: session.name } : null;
	}

	get isDraft(): boolean {
		return this.#draft.lines.length > 0 || this.#draft.back !== null;
	}

	change(part: Partial<IssueDraft>): void {
		this.#draft = { ...this.#draft, ...part };
		this.#keeps = this.#kept.save(this.#draft);
	}

	chooseOrder(wo: string): void {
		if (wo === this.#draft.wo) return;
		this.#begin();
		this.#slip = undefined;
		this.change({ wo, lines: [], reason: '' });
	}

	setTarget(place: LinePlace): void {
		this.change({ targets: { ...this.#draft.targets, [this.#draft.wo]: place } });
	}

	clear(): void {
		this.#refused = undefined;
		this.change({ lines: [], reason: '', back: null });
		this.flow.dismiss();
	}

	changeLine(line: DrawLine): void {
		this.change({ lines: this.#draft.lines.map((one) => (one.key === line.key ? line : one)) });
	}

	removeLine(key: string): void {
		this.change({ lines: this.#draft.lines.filter((one) => one.key !== key) });
	}

	changeBack(part: Partial<BackDraft>): void {
		if (this.#draft.back) this.change({ back: { ...this.#draft.back, ...part } });
	}

	/** Another scan, another thought: what was refused before is left. */
	#begin(): void {
		this.#refused = undefined;
		if (this.flow.problem) this.flow.abandon();
	}

	setMode(mode: IssueDraft['mode']): void {
		this.#begin();
		this.#slip = undefined;
		this.flow.dismiss();
		this.change({ mode });
	}

	async take(what: Resolved): Promise<void> {
		this.#begin();
		if (what.kind === 'document') return this.#takeDocument(what.document, what.uid, what.no);
		if (what.kind === 'location') return this.#takeLocation({ uid: what.uid, code: what.code, name: what.name }, what.use);
		if (what.kind === 'lot' || what.kind === 'unit') {
			const roll = what.kind === 'lot' ? what.label.serial : '';
			if (this.#draft.wo === '' && this.#draft.mode === 'issue') await this.#orderFor(what.item.uid);
			return this.takeGoods({ node: what.node, roll, netKg: what.label.netKg }, what.number);
		}
		this.flow.refuse(what.kind === 'item' ? what.item.code : m.title(), this.#draft.mode === 'issue' ? m.notGoods() : m.notGoodsBack());
	}

	/** Where several orders are open, the one that still wants what was scanned; a person chooses if there are more. */
	async #orderFor(item: string): Promise<void> {
		const { orders } = await company.query('issuing.start', null);
		const [only, another] = orders.filter(({ wants }) => wants.includes(item));
		if (only && !another) this.chooseOrder(only.wo);
	}

	async #takeDocument(document: string, uid: string, no: string): Promise<void> {
		if (document !== 'wo') return this.flow.refuse(no, m.notGoods());
		const { orders } = await company.query('issuing.start', null);
		const order = orders.find(({ wo }) => wo === uid);
		if (!order) return this.flow.refuse(no, m.orderNotOpen());
		this.chooseOrder(uid);
		this.flow.ok(no, m.orderTaken({ item: localized(order.item) }));
	}

	async #takeLocation(place: LinePlace, use: string): Promise<void> {
		const { mode, lines, back, wo } = this.#draft;
		if (mode === 'back') {
			if (!back) return this.flow.refuse(place.code, m.notGoodsBack());
			if (use === 'lineside') return this.flow.refuse(place.code, m.notStore());
			return this.giveBack(place);
		}
		if (wo === '') return this.flow.refuse(place.code, m.noOrder());
		if (use !== 'lineside') return this.flow.refuse(place.code, m.targetNotLine());
		if (lines.length > 0) return this.record(place);
		this.setTarget(place);
		this.flow.ok(place.code, m.targetTaken());
	}

	async takeGoods(goods: Taken, number: string): Promise<void> {
		this.#begin();
		if (this.#draft.mode === 'back') return this.#takeBack(goods, number);
		const { wo, lines } = this.#draft;
		if (wo === '') return this.flow.refuse(number, m.noOrder());
		const key = goods.roll === '' ? goods.node : `${goods.node}|${goods.roll}`;
		if (lines.some((line) => line.key === key)) return this.flow.refuse(number, m.onList());
		const judged = await company.query('issuing.judge', {
			wo,
			...goods,
			pending: lines.map(({ node, qty }) => ({ node, qty: plain(qty) }))
		});
		const kind = kindOf(goods.node, judged.unit);
		const before = judged.drawnBefore ?? this.#again(key, judged);
		if (before) return this.flow.refuse(number, m.again({ kind, at: clockOf(before.at), by: before.by }));
		const line = this.#lineOf(key, goods, judged);
		if (judged.stops.length > 0) {
			if (judged.from !== '') this.#refused = line;
			return this.flow.refuse(number, refusalText(judged, goods.node));
		}
		if (judged.from === '') return this.flow.refuse(number, nowhereText(judged));
		this.change({ lines: [...lines, line] });
		await this.#answer(line, judged);
	}

	/** One scan is all it takes where quantity and place are certain and nothing speaks against it. */
	async #answer(line: DrawLine, judged: Judged): Promise<void> {
		const { target } = this;
		const undo = () => this.removeLine(line.key);
		const from = judged.places.find(({ location }) => location === line.from)?.code ?? '';
		const taken = { qty: qtyText(line.qty, line.unit), from };
		if (line.sooner !== '') return this.flow.warn(line.number, m.sooner({ instead: line.sooner }), undo);
		if (judged.enough) return this.flow.warn(line.number, m.overdraw(taken), undo);
		if (!judged.exact) return this.flow.ok(line.number, m.weighFirst(taken), undo);
		if (target && this.#draft.lines.length === 1) return this.record(target);
		this.flow.ok(line.number, m.takenQty(taken), undo);
	}

	#lineOf(key: string, { node, roll }: Taken, judged: Judged): DrawLine {
		const isSooner = judged.warnings.some(({ code }) => code === 'sooner-expiry');
		return {
			key,
			node,
			number: judged.number,
			roll,
			itemName: localized(judged.item),
			unit: judged.unit,
			places: judged.places,
			from: judged.from,
			qty: judged.qty,
			sooner: isSooner ? insteadText(judged) : '',
			needsReason: judged.needsReason
		};
	}

	/** A label without a roll's number names the lot: whether it is the same roll again is judged by time and need. */
	#again(key: string, { enough }: Judged): { readonly at: string; readonly by: string } | undefined {
		const last = this.#recorded.get(key);
		if (!last) return undefined;
		const since = Date.now() - last.ms;
		return since < DOUBLE_SCAN_MS || (enough && since < SAME_ROLL_MS) ? last : undefined;
	}

	/** Records every line as drawn to a line side. */
	async record(to: LinePlace): Promise<void> {
		const { wo, lines, reason } = this.#draft;
		if (lines.length === 0) return this.flow.refuse(to.code, m.noOrder());
		for (const line of lines) {
			const code = lackOf(line, lines);
			const there = qtyText(line.places.find(({ location }) => location === line.from)?.qty ?? '0', line.unit);
			if (code) return this.flow.refuse(line.number, m.lack({ number: line.number, code, there }));
			if (line.needsReason && reason.trim() === '') return this.flow.refuse(line.number, m.whyNotNeeded());
		}
		await this.#submit(wo, lines, to);
	}

	/** The roll is gone although the gates say no: the refusal offers to record what happened. */
	async recordRefused(): Promise<void> {
		const [line, to] = [this.#refused, this.likelyTarget ?? this.#card()?.lines[0]];
		if (line && to) await this.#submit(this.#draft.wo, [line], to);
	}

	async #submit(wo: string, lines: readonly DrawLine[], to: LinePlace): Promise<void> {
		const [first] = lines;
		const what = lines.length === 1 && first ? `${first.number} ${qtyText(first.qty, first.unit)}` : m.several({ count: lines.length });
		await this.flow.submit({
			operations: [issueOf(lines, { wo, to: to.uid, receiver: this.receiver?.person ?? '', reason: this.#draft.reason })],
			title: m.actTitle({ what, to: to.code }),
			names: Object.fromEntries([...lines.map(({ node, number }) => [node, number] as const), [`location:${to.uid}`, to.code]]),
			done: m.recorded({ order: this.#card()?.no ?? '' }),
			ondone: ({ ops }) => {
				const by = company.session?.name ?? '';
				for (const { key } of lines) this.#recorded.set(key, { ms: Date.now(), at: localTime(new Date().toISOString()), by });
				this.#refused = undefined;
				this.#slip = ops[0] === undefined ? undefined : { id: ops[0], kind: 'issued' };
				this.change({ lines: [], reason: '', targets: { ...this.#draft.targets, [wo]: to } });
			}
		});
	}

	async #takeBack({ node, roll }: Taken, number: string): Promise<void> {
		const goods = await company.query('issuing.floor', { node, roll, wo: this.#draft.wo });
		if (goods.wo === '' || goods.places.length === 0) return this.flow.refuse(number, m.notDrawn());
		const isUnit = node.startsWith('unit:');
		const back: BackDraft = {
			goods,
			roll,
			from: goods.places[0]?.location ?? '',
			to: goods.to,
			reading: isUnit ? '1' : '',
			tare: goods.tare,
			gross: goods.tare !== ''
		};
		this.#slip = undefined;
		this.change({ back });
		const there = qtyText(goods.places[0]?.qty ?? '0', goods.unit);
		const note = `${m.figureThere()} ${goods.places[0]?.code ?? ''} ${there}`;
		const undo = () => this.change({ back: null });
		if (this.#draft.wo !== '' && goods.wo !== this.#draft.wo) this.flow.warn(number, m.otherOrderBack({ order: goods.no }), undo);
		else this.flow.ok(number, note, undo);
	}

	/** What the scale says goes back; the records may say something else (docs: facts are never refused). */
	async giveBack(to: LinePlace): Promise<void> {
		const { back } = this.#draft;
		if (!back) return;
		const { goods, from, roll } = back;
		const qty = netBack({ reading: back.reading, tare: back.gross ? back.tare : '' });
		if (qty === undefined) return this.flow.refuse(goods.number, back.reading === '' ? m.readFirst() : m.tooLight());
		const { after } = differenceText(back, qty);
		await this.flow.submit({
			operations: [returnOf({ wo: goods.wo, node: goods.node, qty, unit: goods.unit, from, to: to.uid, roll })],
			title: m.backTitle({ number: goods.number, qty: qtyText(qty, goods.unit), to: to.code }),
			names: { [goods.node]: goods.number, [`location:${to.uid}`]: to.code },
			done: [m.backDone({ order: goods.no }), after].filter((part) => part !== '').join(locale.current === 'en' ? ' ' : ''),
			ondone: ({ ops }) => {
				this.#slip = ops[0] === undefined ? undefined : { id: ops[0], kind: 'returned' };
				this.change({ back: null });
			}
		});
	}
}

function nowhereText({ elsewhere, places }: Judged): string {
	if (elsewhere.length === 0 && places.length === 0) return m.nowhere();
	return m.notInStore({ places: elsewhere.join(', ') });
}

/** What was weighed against what the records leave at the line side; `after` is said once it is recorded. */
export function differenceText(
	back: BackDraft,
	qty: string
): { readonly tone: 'ok' | 'warn'; readonly text: string; readonly after: string } {
	const { goods } = back;
	const there = goods.places.find(({ location }) => location === back.from)?.qty ?? '0';
	const difference = differenceOf(qty, there);
	if (difference === '0') return { tone: 'ok', text: m.noDifference(), after: '' };
	const say = (value: string) => qtyText(value, goods.unit);
	const gap = say(difference.replace('-', ''));
	const { drawn, consumed } = goods;
	const words = { drawn: say(drawn), consumed: say(consumed), there: say(there), weighed: say(qty), difference: gap };
	return difference.startsWith('-')
		? { tone: 'warn', text: m.less(words), after: m.staysAtLine({ qty: gap }) }
		: { tone: 'warn', text: m.more(words), after: m.oweAtLine({ qty: gap }) };
}
