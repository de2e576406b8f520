/**
 * Years of a realistic firm's movements on top of the demo company: purchases of a few hub materials used everywhere, two
 * levels of production with merging inputs, rework that returns to its own lot, transfers, shipments, returns, samples,
 * scrap. Reproducible from a number. For demonstrations at full size, benchmarks and the simulator.
 */
import { addDays, type PlainDate } from '#lib/kernel/plain-date.ts';
import type { OperationSpec } from '#lib/engine/define-operation.ts';
import type { Fields } from '#lib/engine/fields.ts';
import type { OperationDraft } from '#lib/log/chain-writer.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import type { Person } from '../authoring.ts';
import { lotCreated, sampleTaken, stockReceived, stockScrapped, transferDispatched, transferReceived } from '../inventory/index.ts';
import { materialConsumed, outputReported, woCreated } from '../production/index.ts';
import { returnReceived, shipmentShipped } from '../sales/index.ts';
import type { DemoCompany } from './demo-company.ts';
import type { ItemCode, LocationCode, PartnerCode } from './master-data.ts';

export interface MovementOptions {
	/** How many movements of goods at least. */
	readonly moves: number;
	/** 1 … 2 147 483 646. */
	readonly seed: number;
	readonly onProgress?: (moves: number) => void;
}

interface Stock {
	readonly lot: string;
	left: number;
}

/** Operations per user action: bounded by the format, small enough to stay one screen of history. */
const ACTION_SIZE = 50;
const FIRST_DAY = '2021-01-04' as PlainDate;
const WORK_ORDERS_PER_DAY = 6;
/** Oldest lots from which one is taken. */
const CHOICE = 8;
const CUSTOMERS: readonly PartnerCode[] = ['C01', 'C02', 'C03', 'C04', 'C05', 'C06'];

/** Appends the movements to the shop-floor terminal's chain. Returns how many there are. */
export async function generateMovements(demo: DemoCompany, options: MovementOptions): Promise<number> {
	const story = new MovementStory(demo, options.seed);
	while (story.moves < options.moves) {
		story.nextWorkOrder();
		if (story.drafts.length >= ACTION_SIZE) await story.flush();
		if (story.orders % 500 === 0) options.onProgress?.(story.moves);
	}
	await story.flush();
	return story.moves;
}

class MovementStory {
	readonly drafts: OperationDraft[] = [];
	moves = 0;
	orders = 0;
	readonly #demo: DemoCompany;
	#random: number;
	#lots = 0;
	readonly #raw: Stock[] = [];
	readonly #bodies: Stock[] = [];
	readonly #masks: Stock[] = [];

	constructor(demo: DemoCompany, seed: number) {
		this.#demo = demo;
		this.#random = seed;
	}

	/** One body order, then sometimes a packing order, shipments and the odd misfortune. */
	nextWorkOrder(): void {
		this.orders++;
		while (this.#raw.filter((stock) => stock.left >= 100).length < 4) this.#receive();
		this.#make(this.#raw, this.#bodies, 'SF-MK-BODY', 'CZ-WIP', 100, 40_000, 1 + this.#upTo(2));
		if (this.#bodies.length >= 3) this.#make(this.#bodies, this.#masks, 'FG-MK-01', 'CZ-FG', 10_000, 9_900, 1 + this.#upTo(3));
		for (let count = this.#upTo(4); count > 0; count--) this.#ship();
		if (this.#upTo(12) === 0) this.#rework();
		if (this.#upTo(15) === 0) this.#transfer();
		if (this.#upTo(10) === 0) this.#lose();
	}

	async flush(): Promise<void> {
		for (let at = 0; at < this.drafts.length; at += ACTION_SIZE)
			await this.#demo.floor.record(this.drafts.slice(at, at + ACTION_SIZE), this.#at());
		this.drafts.length = 0;
	}

	#receive(): void {
		const stock = this.#newLot('RM-MB', 'purchased', { supplier: this.#demo.uid('S02'), supplierLot: `G${this.#lots}` });
		stock.left = 6000 + this.#upTo(20) * 100;
		this.#add(stockReceived, 'P15', {
			lot: stock.lot,
			qty: this.#demo.qty(stock.left, 'kg'),
			to: this.#demo.uid('CZ-RM'),
			supplier: this.#demo.uid('S02')
		});
		this.#raw.push(stock);
	}

	#make(inputs: Stock[], outputs: Stock[], item: ItemCode, to: LocationCode, perInput: number, made: number, inputCount: number): void {
		const wo = this.#demo.name('generated order');
		const unit = item === 'FG-MK-01' ? '只' : 'kg';
		this.#add(woCreated, 'P06', { wo, no: `G-WO-${this.orders}-${item}`, item: this.#demo.uid(item), qty: this.#demo.qty(made, '只') });
		for (const stock of this.#pick(inputs, inputCount, perInput)) {
			stock.left -= perInput;
			const from = this.#demo.uid(item === 'FG-MK-01' ? 'CZ-WIP' : 'CZ-RM');
			this.#add(materialConsumed, 'P10', { wo, step: 10, lot: stock.lot, qty: this.#demo.qty(perInput, unit), from });
		}
		const output = this.#newLot(item, 'made', { wo });
		output.left = made;
		this.#add(outputReported, 'P10', { wo, step: 10, lot: output.lot, qty: this.#demo.qty(made, '只'), to: this.#demo.uid(to) });
		outputs.push(output);
	}

	#ship(): void {
		const [stock] = this.#pick(this.#masks, 1, 500);
		if (!stock) return;
		const customer = this.#demo.uid(CUSTOMERS[this.#upTo(CUSTOMERS.length)] ?? 'C01');
		const lines = [{ lot: stock.lot, qty: this.#demo.qty(500, '只'), from: this.#demo.uid('CZ-FG') }];
		stock.left -= 500;
		this.#add(shipmentShipped, 'P15', { shipment: this.#demo.name('generated shipment'), no: `G-SH-${this.moves}`, customer, lines });
		if (this.#upTo(40) !== 0) return;
		this.#add(returnReceived, 'P15', {
			return: this.#demo.name('generated return'),
			customer,
			lines: [{ lot: stock.lot, qty: this.#demo.qty(100, '只'), to: this.#demo.uid('CZ-RET') }]
		});
	}

	/** Rework takes from a lot and gives back to the same lot: a loop in the genealogy. */
	#rework(): void {
		const [stock] = this.#pick(this.#bodies, 1, 50);
		if (!stock) return;
		const wo = this.#demo.name('generated rework');
		this.#add(woCreated, 'P06', { wo, no: `G-RW-${this.moves}`, item: this.#demo.uid('SF-MK-BODY'), qty: this.#demo.qty(50, '只') });
		this.#add(materialConsumed, 'P10', { wo, step: 20, lot: stock.lot, qty: this.#demo.qty(50, '只'), from: this.#demo.uid('CZ-WIP') });
		this.#add(outputReported, 'P10', { wo, step: 20, lot: stock.lot, qty: this.#demo.qty(45, '只'), to: this.#demo.uid('CZ-WIP') });
		stock.left -= 5;
	}

	#transfer(): void {
		const [stock] = this.#pick(this.#masks, 1, 1000);
		if (!stock) return;
		const transfer = this.#demo.name('generated transfer');
		const goods = { lot: stock.lot, qty: this.#demo.qty(1000, '只') };
		stock.left -= 1000;
		this.#add(transferDispatched, 'P15', {
			transfer,
			no: `G-TR-${this.moves}`,
			toSite: this.#demo.uid('site CD'),
			lines: [{ ...goods, from: this.#demo.uid('CZ-FG') }]
		});
		this.#add(transferReceived, 'P15', { transfer, lines: [{ ...goods, to: this.#demo.uid('CD-FG') }] });
	}

	#lose(): void {
		const [stock] = this.#pick(this.#masks, 1, 10);
		if (!stock) return;
		const goods = { lot: stock.lot, qty: this.#demo.qty(5, '只'), from: this.#demo.uid('CZ-FG') };
		stock.left -= 10;
		this.#add(sampleTaken, 'P05', goods);
		this.#add(stockScrapped, 'P15', { ...goods, reason: '破损' });
	}

	#newLot(item: ItemCode, origin: 'purchased' | 'made', more: JsonObject): Stock {
		const lot = this.#demo.name('generated lot');
		this.#add(lotCreated, 'P15', { lot, item: this.#demo.uid(item), lotNo: `G-${item}-${++this.#lots}`, origin, ...more });
		this.moves--;
		return { lot, left: 0 };
	}

	/** Distinct lots with enough left, the oldest more often; empty ones are forgotten. */
	#pick(from: Stock[], count: number, need: number): Stock[] {
		// Only as far as it chooses from: stores grow with the years, and this runs for every movement.
		const usable: Stock[] = [];
		for (let at = 0; at < from.length && usable.length < CHOICE;) {
			const stock = from[at];
			if (stock && stock.left >= need) {
				usable.push(stock);
				at++;
			} else from.splice(at, 1);
		}
		const picked = new Set<Stock>();
		for (let tries = 0; tries < count * 2 && picked.size < count; tries++) {
			const stock = usable[this.#upTo(usable.length)];
			if (stock) picked.add(stock);
		}
		return [...picked];
	}

	#add<F extends Fields>(definition: OperationSpec<F>, who: Parameters<DemoCompany['person']>[0], data: JsonObject): void {
		const person: Person = this.#demo.person(who);
		if (definition.cls === 'F') this.moves++;
		this.drafts.push({
			type: definition.type,
			tv: definition.tv,
			cls: definition.cls,
			refs: definition.refs(data as never),
			data,
			at: this.#at(),
			site: this.#demo.floor.site,
			by: person.uid,
			role: person.roles[0] ?? ''
		});
	}

	#at(): string {
		const minute = (this.orders % WORK_ORDERS_PER_DAY) * 90;
		const [hour, rest] = [8 + Math.floor(minute / 60), minute % 60];
		return `${addDays(FIRST_DAY, Math.floor(this.orders / WORK_ORDERS_PER_DAY))}T${String(hour).padStart(2, '0')}:${String(rest).padStart(2, '0')}:00+08:00`;
	}

	/** 0 … bound − 1, by Park and Miller's generator: exact in doubles, the same everywhere. */
	#upTo(bound: number): number {
		this.#random = (this.#random * 16_807) % 2_147_483_647;
		return bound <= 0 ? 0 : this.#random % bound;
	}
}
