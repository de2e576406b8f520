/**
 * Badges and the recovery sheet of a company just founded, until the founders have them in hand. They are shown once and
 * kept nowhere: while this is pending, the start screen stays in front of the company.
 */
import type { CreatedCompany } from '../protocol.ts';

class Handover {
	#pending = $state(false);
	#created = $state.raw<CreatedCompany | undefined>(undefined);

	/** From the click that founds until everything was handed over: the company is not shown yet. */
	get pending(): boolean {
		return this.#pending;
	}

	get created(): CreatedCompany | undefined {
		return this.#created;
	}

	expect(): void {
		this.#pending = true;
	}

	begin(created: CreatedCompany): void {
		this.#created = created;
	}

	/** Everything was handed over, or nothing was founded; the secrets are forgotten. */
	done(): void {
		this.#created = undefined;
		this.#pending = false;
	}
}

export const handover = new Handover();
