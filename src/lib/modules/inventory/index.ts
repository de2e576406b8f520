export * from './counting.ts';
export * from './goods.ts';
export * from './operations.ts';
export * from './processing.ts';
export * from './rules.ts';
export * from './serials.ts';
export * from './views.ts';
