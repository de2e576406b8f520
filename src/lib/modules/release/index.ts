export * from './dossier.ts';
export * from './operations.ts';
