export * from './cartons.ts';
export * from './operations.ts';
export * from './orders.ts';
export * from './rules.ts';
