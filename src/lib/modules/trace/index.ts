export * from './balance.ts';
export * from './find.ts';
export * from './joints.ts';
export * from './trace.ts';
export * from './restrict.ts';
