export * from './operations.ts';
export * from './views.ts';
