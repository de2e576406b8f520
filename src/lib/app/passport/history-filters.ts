/** What a history can be narrowed to. */
export const HISTORY_FILTERS = ['all', 'moves', 'decisions', 'checks', 'late'] as const;
export type HistoryFilter = (typeof HISTORY_FILTERS)[number];
