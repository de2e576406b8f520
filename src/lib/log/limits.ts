/** Bounds of the format, envelope v1. What exceeds one is refused before anything else is looked at. */

/** JSON part of an entry, in bytes. */
export const MAX_ENTRY_BYTES = 256 * 1024;
/** Nesting of objects and arrays; the operation itself is level 1. */
export const MAX_DEPTH = 16;
/** One string or key, in UTF-8 bytes. */
export const MAX_STRING_BYTES = 64 * 1024;
/** Keys of all objects of an entry together. */
export const MAX_KEYS = 4096;
/** Chains an operation may name in `heads`: more devices than that join between two acts nowhere. */
export const MAX_HEADS = 1024;
/** Subjects of one operation. */
export const MAX_REFS = 4096;
/** One `kind:uid` reference after its colon, in code points. */
export const MAX_REF_LENGTH = 128;
/** Electronic signatures on one operation. */
export const MAX_SIGNS = 64;
/** Operations of one user action. */
export const MAX_COMMAND_OPS = 512;
/** Entries that may wait for their past on one replica. */
export const MAX_PENDING = 100_000;
/** Bundle header line, in bytes. Its content obeys the limits of an entry too, except for its size. */
export const MAX_HEADER_BYTES = 1024 * 1024;
