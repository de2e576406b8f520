export * from './floor.ts';
export * from './gates.ts';
export * from './operations.ts';
export * from './views.ts';
