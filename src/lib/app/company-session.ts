/** One opened company and every question the screens ask about it. Runs in the worker; knows neither page nor messages. */
import type { Exception } from '#lib/engine/exceptions.ts';
import { findExceptions } from '#lib/engine/exceptions.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import { fingerprintOf } from '#lib/log/verify.ts';
import type { Company } from '#lib/modules/company.ts';
import { lots, splitNode } from '#lib/modules/inventory/index.ts';
import { ALL, company as companyRegister } from '#lib/modules/org/index.ts';
import { findByNumber, type TraceOptions } from '#lib/modules/trace/index.ts';
import { titleOf, viewExceptions } from './queries/exceptions.ts';
import { listLots } from './queries/lot-list.ts';
import { timelineOf } from './queries/operations.ts';
import { passportOf } from './queries/passport.ts';
import { openRecalls, type OpenRecall } from './queries/recalls.ts';
import type { RecallScopes } from './queries/state-marks.ts';
import { batchesByLot, unitsOf } from './queries/subjects.ts';
import { viewTrace } from './queries/trace-view.ts';
import { logPage, type LogAsk, type LogPage } from './log/log-query.ts';
import type { CompanySummary, ExceptionView, LotRow, MergeSummary, OperationLine, Passport, TraceView } from './views.ts';

export interface SessionPorts {
	readonly crypto: Crypto;
	/** Monotonic milliseconds. */
	readonly clock: () => number;
	/** Local day, `2026-11-24`. */
	readonly today: () => string;
}

export interface Situation {
	/** Keys of open exceptions. */
	readonly open: ReadonlySet<string>;
	/** Consignees in the scope of open recalls. */
	readonly consignees: ReadonlySet<string>;
}

/** What several answers share until an operation changes it. */
interface Shared {
	readonly exceptions: readonly Exception[];
	readonly recalls: readonly OpenRecall[];
	readonly scopes: RecallScopes;
}

/** Two instants further apart than this are on different local days, whatever their offsets. */
const LONGEST_DAY_MS = 52 * 3_600_000;

export class CompanySession {
	readonly #ports: SessionPorts;
	readonly #company: Company;
	readonly #exportedAt: string;
	readonly #shared: { readonly value: Shared };
	/** Operations looked through for the newest local day, and what was found. */
	#newest = { scanned: 0, ms: Number.NEGATIVE_INFINITY, day: '' };

	/** `exportedAt`: instant of the bundle this is a look at; "" for a company kept here. */
	constructor(ports: SessionPorts, company: Company, exportedAt: string) {
		this.#ports = ports;
		this.#company = company;
		this.#exportedAt = exportedAt;
		this.#shared = company.engine.derive('what answers share', () => this.#share());
	}

	summary(startedAt: number): CompanySummary {
		const { log, engine } = this.#company;
		const row = engine.row(companyRegister, ALL);
		return {
			name: fieldText(row, 'name'),
			demo: row.fields['demo'] === true,
			org: log.org,
			fingerprint: fingerprintOf(log.org, this.#ports.crypto),
			operations: log.ops.length,
			devices: new Set(log.tips.map((tip) => tip.dev)).size,
			lots: engine.keys(lots).length,
			openExceptions: this.#view().exceptions.filter(isOpen).length,
			day: this.#day(),
			exportedAt: this.#exportedAt,
			ms: this.#ports.clock() - startedAt
		};
	}

	/** What is open now, to be compared with what is open after a delivery. */
	situation(): Situation {
		const { exceptions, recalls } = this.#view();
		return { open: new Set(exceptions.filter(isOpen).map(({ key }) => key)), consignees: consigneeNames(recalls) };
	}

	/** What a delivery of `added` records brought, compared with the situation before it. */
	arrivedSince(before: Situation, added: number): MergeSummary {
		const startedAt = this.#ports.clock();
		const { exceptions, recalls } = this.#view();
		return {
			added,
			company: this.summary(startedAt),
			raised: exceptions
				.filter((one) => isOpen(one) && !before.open.has(one.key))
				.map(({ code, rule, explanation }) => ({ code, title: titleOf(this.#company.engine, rule), explanation })),
			consignees: [...consigneeNames(recalls)].filter((name) => !before.consignees.has(name))
		};
	}

	/** For engines over part of this log: what was known at another time, or elsewhere. */
	get crypto(): Crypto {
		return this.#ports.crypto;
	}

	/** Day as of which states are shown. */
	get day(): string {
		return this.#day();
	}

	/** Nodes in the scope of recalls. */
	get scopes(): RecallScopes {
		return this.#view().scopes;
	}

	lots(): readonly LotRow[] {
		const { engine } = this.#company;
		return listLots(engine, { day: this.#day(), scopes: this.scopes, batches: batchesByLot(engine) });
	}

	/** Nodes a typed or scanned text names exactly; an empty text names nothing. */
	find(text: string): readonly string[] {
		return text.trim() === '' ? [] : findByNumber(this.#company.engine, text);
	}

	/** By node (`lot:<uid>`) or by number. */
	passport(name: string): Passport | undefined {
		const node = this.#node(name);
		return node === undefined ? undefined : passportOf(this.#company.engine, node, { day: this.#day(), ...this.#view() });
	}

	trace(name: string, options: TraceOptions): TraceView | undefined {
		const startedAt = this.#ports.clock();
		const node = this.#node(name);
		if (node === undefined) return undefined;
		const view = viewTrace(this.#company.engine, node, options, {
			day: this.#day(),
			scopes: this.#view().scopes,
			units: this.#unitsOf(node)
		});
		return { ...view, ms: this.#ports.clock() - startedAt };
	}

	timeline(name: string): readonly OperationLine[] {
		const node = this.#node(name);
		return node === undefined ? [] : timelineOf(this.#company.engine, node, this.#unitsOf(node));
	}

	/** What the conflict rules found, with what people did about it. */
	get rawExceptions(): readonly Exception[] {
		return this.#view().exceptions;
	}

	exceptions(): readonly ExceptionView[] {
		return viewExceptions(this.#company.engine, this.#view().exceptions);
	}

	log(ask: LogAsk): LogPage {
		return logPage(this.#company.engine, ask);
	}

	#node(name: string): string | undefined {
		return name.includes(':') ? name : this.find(name)[0];
	}

	#unitsOf(node: string): readonly string[] {
		const [kind, uid] = splitNode(node);
		return kind === 'lot' ? unitsOf(batchesByLot(this.#company.engine).get(uid) ?? []) : [];
	}

	/** The demo company's story ends in 2026; its states are shown as of its last day, whenever it is looked at. */
	#day(): string {
		const { log, engine } = this.#company;
		if (engine.row(companyRegister, ALL).fields['demo'] !== true) return this.#ports.today();
		const { table } = log;
		for (; this.#newest.scanned < log.size; this.#newest.scanned++) {
			const index = this.#newest.scanned;
			const ms = table.atMs(index);
			// A visitor's browser joining the demo is no part of its story.
			if (ms < this.#newest.ms - LONGEST_DAY_MS || table.kind(index).type === 'device.joined') continue;
			const day = table.at(index).slice(0, 10);
			this.#newest.ms = Math.max(ms, this.#newest.ms);
			if (day > this.#newest.day) this.#newest.day = day;
		}
		return this.#newest.day;
	}

	#view(): Shared {
		return this.#shared.value;
	}

	#share(): Shared {
		const { engine } = this.#company;
		const recalls = openRecalls(engine);
		const scopes = new Map<string, { readonly drill: boolean }>();
		for (const { row, scope } of recalls)
			for (const node of scope.nodes) if (scopes.get(node)?.drill !== false) scopes.set(node, { drill: row.drill });
		return { exceptions: findExceptions(engine.registry.rules, engine), recalls, scopes };
	}
}

function isOpen({ status }: Exception): boolean {
	return status !== 'closed' && status !== 'condition-gone';
}

function consigneeNames(recalls: readonly OpenRecall[]): Set<string> {
	return new Set(recalls.flatMap(({ scope }) => scope.consignees.map(({ party, name }) => `${party} ${name}`)));
}
