/** To the contract steriliser and back. */
export * from './limits.ts';
export * from './load-checks.ts';
export * from './operations.ts';
export * from './rules.ts';
export * from './views.ts';
