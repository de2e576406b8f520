/** Bounds of what crosses the network. What exceeds one is refused before anything else is looked at. */

/** Entries of one segment of a chain: `log/<dev>/<k>` holds sequence numbers 1024 k + 1 … 1024 (k + 1). */
export const SEGMENT_ENTRIES = 1024;
/** One WebSocket frame, in bytes, both ways. */
export const MAX_FRAME_BYTES = 1024 * 1024;
/** Updates of a log document are cut into runs of about this many bytes, so that a frame never exceeds its bound. */
export const UPDATE_RUN_BYTES = 512 * 1024;
/** Lines of one HTTP delivery of entries, in bytes. */
export const MAX_DELIVERY_BYTES = 8 * 1024 * 1024;
/** State of one draft document, in bytes. */
export const MAX_DRAFT_BYTES = 4 * 1024 * 1024;
/** State of one key document, in bytes. */
export const MAX_KEYS_BYTES = 1024 * 1024;
/** One attachment, in bytes. */
export const MAX_BLOB_BYTES = 64 * 1024 * 1024;
/** Names of attachments in one question which of them the relay lacks. */
export const MAX_BLOB_NAMES = 1000;
/** Awareness of one client in one stream, in bytes. */
export const MAX_AWARENESS_BYTES = 16 * 1024;
/** Name of a stream, in characters. */
export const MAX_STREAM_NAME = 160;
/** Streams one connection may have open. */
export const MAX_OPEN_STREAMS = 512;
/** How long a challenge may wait for its answer, and a ticket for its connection. */
export const CHALLENGE_MS = 60_000;
export const TICKET_MS = 60_000;
/** How long the bearer token of the HTTP calls is good. */
export const TOKEN_MS = 10 * 60_000;
/** A virtual socket that hears nothing for 30 s is reopened by y-websocket; the multiplexer answers well before. */
export const KEEP_ALIVE_MS = 20_000;
