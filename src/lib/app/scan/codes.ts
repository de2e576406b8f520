/**
 * What our own barcodes say. Goods carry GS1 element strings (kernel/gs1.ts); everything else that is scanned carries one of
 * these short texts, printed as Code 128 or QR. They begin with `SY` and a letter, as badges do (`SYB1-…`, identity/badge.ts).
 *
 *   SYL-<uid>          a location
 *   SYD-<kind>-<uid>   a document: wo, so, shipment, transfer, load, inspection, receipt, return, count
 *   SYA-<ACTION>       an action, so that a hand need not leave the scanner
 *   SYP-<kind>-<id>-<hash>  a printed paper: its record, and the hash of what was printed
 */

/** What an action barcode asks for. The sheet of actions is printed from this list. */
export const SCAN_ACTIONS = {
	OK: { zh: '确认', en: 'Confirm' },
	CANCEL: { zh: '取消', en: 'Cancel' },
	UNDO: { zh: '撤回上一扫', en: 'Take back the last scan' },
	DONE: { zh: '完成', en: 'Done' },
	PLUS: { zh: '数量 +1', en: 'Quantity +1' },
	MINUS: { zh: '数量 −1', en: 'Quantity −1' }
} as const;
export type ScanAction = keyof typeof SCAN_ACTIONS;

export const DOCUMENT_KINDS = ['wo', 'so', 'shipment', 'transfer', 'load', 'inspection', 'receipt', 'return', 'count'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

export type OwnCode =
	| { readonly kind: 'location'; readonly uid: string }
	| { readonly kind: 'document'; readonly document: DocumentKind; readonly uid: string }
	| { readonly kind: 'action'; readonly action: ScanAction }
	/** `id` as in the address of the paper; `hash` of the content that was printed. */
	| { readonly kind: 'paper'; readonly paper: string; readonly id: string; readonly hash: string };

/** A uid is 128 bits in base64url. */
const UID = '[A-Za-z0-9_-]{22}';
const LOCATION = new RegExp(`^SYL-(${UID})$`);
const DOCUMENT = new RegExp(`^SYD-([a-z]+)-(${UID})$`);
const ACTION = /^SYA-([A-Z]+)$/;
/** The id is one or two uids, or the id of an operation; the hash is SHA-256 in base64url. */
const PAPER = /^SYP-([a-z]+)-([A-Za-z0-9_-]{22,44})-([A-Za-z0-9_-]{43})$/;

export const locationCode = (uid: string) => `SYL-${uid}`;
export const documentCode = (kind: DocumentKind, uid: string) => `SYD-${kind}-${uid}`;
export const actionCode = (action: ScanAction) => `SYA-${action}`;
export const paperCode = (kind: string, id: string, hash: string) => `SYP-${kind}-${id}-${hash}`;

/** Undefined for everything that is not one of ours. */
export function parseOwnCode(text: string): OwnCode | undefined {
	const location = LOCATION.exec(text)?.[1];
	if (location !== undefined) return { kind: 'location', uid: location };
	const [, kind, uid] = DOCUMENT.exec(text) ?? [];
	const document = DOCUMENT_KINDS.find((known) => known === kind);
	if (document !== undefined && uid !== undefined) return { kind: 'document', document, uid };
	const [, paper, id, hash] = PAPER.exec(text) ?? [];
	if (paper !== undefined && id !== undefined && hash !== undefined) return { kind: 'paper', paper, id, hash };
	const action = ACTION.exec(text)?.[1];
	return action !== undefined && Object.hasOwn(SCAN_ACTIONS, action) ? { kind: 'action', action: action as ScanAction } : undefined;
}
