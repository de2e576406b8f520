/** Entry of a tab's worker; see `protocol.ts`. */
import type { Request, Response } from '../protocol.ts';
import { Tab } from './tab.ts';

const tab = new Tab((event) => reply({ event }));

addEventListener('message', (event: MessageEvent<Request>) => void answer(event.data));

async function answer({ id, topic, ask }: Request): Promise<void> {
	try {
		reply({ id, answer: await tab.answer(topic, ask, (progress) => reply({ id, progress })) });
	} catch (error) {
		reply({ id, failure: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
	}
}

function reply(response: Response): void {
	postMessage(response);
}
