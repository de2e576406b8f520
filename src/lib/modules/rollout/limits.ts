/** Rows of one history file; more is refused with the advice to split by year. */
export const MAX_HISTORY_ROWS = 500_000;
/** Rows of one master-data file (items, partners, locations, lots, boms). */
export const MAX_MASTER_ROWS = 100_000;
/** Problems kept for the report; the rest is counted. */
export const MAX_REPORTED_PROBLEMS = 100;
/** Characters of one cell. */
export const MAX_CELL_LENGTH = 2000;
/** How far ahead an expiry date is believed, in years. */
export const MAX_EXPIRY_YEARS = 30;
/** Offset of times that state none: China has one zone. */
export const DEFAULT_OFFSET = '+08:00';
