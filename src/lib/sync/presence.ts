/** Who is where at a site, while it lasts: nothing of it is stored anywhere. */
import { Awareness } from 'y-protocols/awareness';
import type { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { MAX_AWARENESS_BYTES } from '#lib/wire/limits.ts';
import { formatStream } from '#lib/wire/stream-name.ts';
import { utf8 } from '#lib/kernel/bytes.ts';
import { Source, type Observable } from './observable.ts';
import { openProvider } from './tail-document.ts';

export interface PresentPerson {
	/** Person uid; "" for a terminal nobody has unlocked. */
	readonly person: string;
	readonly dev: string;
	/** What they look at, as the app names it: a path, a lot. */
	readonly where: string;
}

/** People told of one site; more than that is a crowd, and the list is cut. */
export const MAX_PRESENT = 200;
const MAX_TEXT = 200;

export class Presence {
	readonly #socket: typeof WebSocket;
	readonly #people = new Source<readonly PresentPerson[]>([]);
	#at: { readonly site: string; readonly doc: Y.Doc; readonly awareness: Awareness; readonly provider: WebsocketProvider } | undefined;

	constructor(socket: typeof WebSocket) {
		this.#socket = socket;
	}

	/** Everybody at the site, this device included. */
	get people(): Observable<readonly PresentPerson[]> {
		return this.#people;
	}

	/** Says who is here and where; enters the site, or changes what was said. False if it is too long to be sent. */
	say(site: string, me: PresentPerson): boolean {
		if (utf8(JSON.stringify(me)).length > MAX_AWARENESS_BYTES / 4) return false;
		if (this.#at?.site !== site) this.#enter(site);
		this.#at?.awareness.setLocalState({ ...me });
		return true;
	}

	leave(): void {
		const at = this.#at;
		this.#at = undefined;
		if (!at) return;
		at.awareness.setLocalState(null);
		at.provider.destroy();
		at.doc.destroy();
		this.#people.set([]);
	}

	#enter(site: string): void {
		this.leave();
		const doc = new Y.Doc();
		const awareness = new Awareness(doc);
		const provider = openProvider(formatStream({ kind: 'presence', site }), doc, this.#socket, awareness);
		awareness.on('change', () => this.#people.set([...awareness.getStates().values()].flatMap(presentPerson).slice(0, MAX_PRESENT)));
		this.#at = { site, doc, awareness, provider };
	}
}

/** What another client says of itself is anything; only what has the shape is shown. */
function presentPerson(value: unknown): readonly PresentPerson[] {
	if (typeof value !== 'object' || value === null) return [];
	const { person, dev, where } = value as Record<string, unknown>;
	return isText(person) && isText(dev) && isText(where) ? [{ person, dev, where }] : [];
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value.length <= MAX_TEXT;
}
