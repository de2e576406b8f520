/**
 * What an attachment may be. Told by its first bytes, never by what somebody says of it: pictures and PDF, so that nobody can
 * keep a program or a page at the relay and have another device open it.
 */
export const ATTACHMENT_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const;
export type AttachmentType = (typeof ATTACHMENT_TYPES)[number];

/** Bytes that are enough to tell the type. */
export const TYPE_BYTES = 12;

const JPEG = [0xff, 0xd8, 0xff];
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const RIFF = [0x52, 0x49, 0x46, 0x46];
const WEBP = [0x57, 0x45, 0x42, 0x50];
const PDF = [0x25, 0x50, 0x44, 0x46, 0x2d];
/** In a RIFF file the kind follows its mark and its length. */
const RIFF_KIND = 8;

/** The type of a file that begins with these bytes; undefined for anything that is no attachment. */
export function attachmentType(start: Uint8Array): AttachmentType | undefined {
	const has = (mark: readonly number[], from = 0) => mark.every((byte, at) => start[from + at] === byte);
	if (has(JPEG)) return 'image/jpeg';
	if (has(PNG)) return 'image/png';
	if (has(RIFF) && has(WEBP, RIFF_KIND)) return 'image/webp';
	return has(PDF) ? 'application/pdf' : undefined;
}
