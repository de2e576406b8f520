import type { HandleClientError } from '@sveltejs/kit';

/**
 * The one place where an unexpected exception of the page surfaces: it gets a code the user can quote (`APP-` and eight hex digits
 * of the message's FNV-1a hash, so the same bug has the same code on every machine).
 */
export const handleError: HandleClientError = ({ error, status, message }) => {
	if (status === 404) return { message, code: 'APP-404' };
	const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
	console.error(error);
	return { message: text, code: `APP-${fingerprint(text)}` };
};

function fingerprint(text: string): string {
	let hash = 0x811c9dc5;
	for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
	return hash.toString(16).padStart(8, '0');
}
