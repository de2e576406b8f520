/** What can be wrong with a row, in the words of the person who has to correct it. */
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { MAX_REPORTED_PROBLEMS } from './limits.ts';

/** `error` stops the import; `warning` is told and imported. */
export type Severity = 'error' | 'warning';

export interface ImportProblem {
	readonly code: string;
	readonly severity: Severity;
	/** Name of the file, with the sheet where there are several. */
	readonly file: string;
	/** As the spreadsheet counts: the header is row 1. 0 for the whole file. */
	readonly row: number;
	/** Column name; "" for the whole row. */
	readonly column: string;
	readonly zh: string;
	readonly en: string;
	/** What would be right. */
	readonly allowed?: string;
}

export interface CellPlace {
	readonly file: string;
	readonly row: number;
	readonly column: string;
}

/** Collects problems: all are counted, the first `MAX_REPORTED_PROBLEMS` of each severity are kept. */
export class ImportProblems {
	readonly #kept: Record<Severity, ImportProblem[]> = { error: [], warning: [] };
	readonly #counts: Record<Severity, number> = { error: 0, warning: 0 };

	error(place: CellPlace, code: string, reason: Bilingual, allowed?: string): void {
		this.#add('error', place, code, reason, allowed);
	}

	warn(place: CellPlace, code: string, reason: Bilingual, allowed?: string): void {
		this.#add('warning', place, code, reason, allowed);
	}

	get errors(): readonly ImportProblem[] {
		return this.#kept.error;
	}

	get warnings(): readonly ImportProblem[] {
		return this.#kept.warning;
	}

	get errorCount(): number {
		return this.#counts.error;
	}

	get warningCount(): number {
		return this.#counts.warning;
	}

	#add(severity: Severity, { file, row, column }: CellPlace, code: string, { zh, en }: Bilingual, allowed: string | undefined): void {
		this.#counts[severity]++;
		if (this.#kept[severity].length < MAX_REPORTED_PROBLEMS)
			this.#kept[severity].push({ code, severity, file, row, column, zh, en, ...(allowed ? { allowed } : {}) });
	}
}
