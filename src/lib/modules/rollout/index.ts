export * from './bulk-chain.ts';
export * from './import-problem.ts';
export * from './import-tables.ts';
export * from './limits.ts';
export * from './table-reader.ts';
export * from './templates.ts';
export * from './write-import.ts';
