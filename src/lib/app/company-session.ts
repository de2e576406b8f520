/** One opened company and every question the screens ask about it. Runs in the worker; knows neither page nor messages. */
import type { Exception } from '#lib/engine/exceptions.ts';
import { findExceptions } from '#lib/engine/exceptions.ts';
import { fieldText } from '#lib/engine/register.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import { decodeEntry } from '#lib/log/entry.ts';
import { fingerprintOf } from '#lib/log/verify.ts';
import type { Company } from '#lib/modules/company.ts';
import { lots, splitNode } from '#lib/modules/inventory/index.ts';
import { ALL, company as companyRegister } from '#lib/modules/org/index.ts';
import { findByNumber, type TraceOptions } from '#lib/modules/trace/index.ts';
import { openLog, type OpenedLog, type OpenProblem } from './open-log.ts';
import { titleOf, viewExceptions } from './queries/exceptions.ts';
import { listLots } from './queries/lot-list.ts';
import { logPage, timelineOf } from './queries/operations.ts';
import { passportOf } from './queries/passport.ts';
import { openRecalls, type OpenRecall } from './queries/recalls.ts';
import type { RecallScopes } from './queries/state-marks.ts';
import { batchesByLot, unitsOf } from './queries/subjects.ts';
import { viewTrace } from './queries/trace-view.ts';
import type { CompanySummary, ExceptionView, LogPage, LotRow, MergeSummary, OperationLine, Passport, TraceView } from './views.ts';

export interface SessionPorts {
	readonly crypto: Crypto;
	/** Monotonic milliseconds. */
	readonly clock: () => number;
	/** Local day, `2026-11-24`. */
	readonly today: () => string;
}

/** What several answers share until the log grows. */
interface Shared {
	readonly exceptions: readonly Exception[];
	readonly recalls: readonly OpenRecall[];
	readonly scopes: RecallScopes;
}

export class CompanySession {
	readonly #ports: SessionPorts;
	readonly #company: Company;
	readonly #exportedAt: string;
	#shared: Shared | undefined;

	private constructor(ports: SessionPorts, { company, header }: OpenedLog) {
		this.#ports = ports;
		this.#company = company;
		this.#exportedAt = header.exportedAt;
	}

	static open(
		lines: Uint8Array,
		ports: SessionPorts,
		onProgress?: (done: number, total: number) => void
	): Result<CompanySession, OpenProblem> {
		const opened = openLog(lines, ports.crypto, onProgress);
		return opened.ok ? ok(new CompanySession(ports, opened.value)) : opened;
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

	/** Takes over what another bundle of the same company knows more. Nothing of a damaged bundle is taken. */
	merge(lines: Uint8Array): Result<MergeSummary, OpenProblem> {
		const startedAt = this.#ports.clock();
		const opened = openLog(lines, this.#ports.crypto);
		if (!opened.ok) return opened;
		const { log } = this.#company;
		if (opened.value.company.log.org !== log.org)
			return err({ code: 'other-company', detail: `the bundle is of company ${opened.value.company.log.org}` });
		const before = this.#view();
		const [known, held] = [new Set(before.exceptions.filter(isOpen).map(({ key }) => key)), consigneeNames(before.recalls)];
		let added = 0;
		for (const op of opened.value.company.log.ops) {
			if (log.get(op.id)) continue;
			const entry = decodeEntry(op.line, this.#ports.crypto);
			if (entry.ok && this.#company.ingest(entry.value, { signatureVerified: true }).ok) added++;
		}
		this.#shared = undefined;
		const after = this.#view();
		return ok({
			added,
			company: this.summary(startedAt),
			raised: after.exceptions
				.filter((one) => isOpen(one) && !known.has(one.key))
				.map(({ code, rule }) => ({ code, title: titleOf(this.#company.engine, rule) })),
			consignees: [...consigneeNames(after.recalls)].filter((name) => !held.has(name))
		});
	}

	lots(): readonly LotRow[] {
		return listLots(this.#company.engine, this.#day(), this.#view().scopes);
	}

	/** Nodes a typed or scanned text names exactly. */
	find(text: string): readonly string[] {
		return findByNumber(this.#company.engine, text);
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

	exceptions(): readonly ExceptionView[] {
		return viewExceptions(this.#company.engine, this.#view().exceptions);
	}

	log(from: number, count: number): LogPage {
		return logPage(this.#company.engine, from, count);
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
		return log.ops.reduce((newest, { at }) => (at.slice(0, 10) > newest ? at.slice(0, 10) : newest), '');
	}

	#view(): Shared {
		if (this.#shared) return this.#shared;
		const { engine } = this.#company;
		const recalls = openRecalls(engine);
		const scopes = new Map<string, { readonly drill: boolean }>();
		for (const { row, scope } of recalls)
			for (const node of scope.nodes) if (scopes.get(node)?.drill !== false) scopes.set(node, { drill: row.drill });
		return (this.#shared = { exceptions: findExceptions(engine.registry.rules, engine), recalls, scopes });
	}
}

function isOpen({ status }: Exception): boolean {
	return status !== 'closed' && status !== 'condition-gone';
}

function consigneeNames(recalls: readonly OpenRecall[]): Set<string> {
	return new Set(recalls.flatMap(({ scope }) => scope.consignees.map(({ party, name }) => `${party} ${name}`)));
}
