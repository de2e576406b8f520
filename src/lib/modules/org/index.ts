export * from './approvals.ts';
export * from './corrections.ts';
export * from './operations.ts';
export * from './rules.ts';
export * from './views.ts';
