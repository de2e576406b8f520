export * from './operations.ts';
export * from './progress.ts';
export * from './follow-up.ts';
export * from './rules.ts';
