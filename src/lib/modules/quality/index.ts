export * from './gates.ts';
export * from './judge.ts';
export * from './operations.ts';
export * from './plans.ts';
export * from './rules.ts';
export * from './sampling.ts';
export * from './usable.ts';
export * from './views.ts';
