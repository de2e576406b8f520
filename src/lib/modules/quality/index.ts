export * from './gates.ts';
export * from './operations.ts';
export * from './rules.ts';
export * from './usable.ts';
export * from './views.ts';
