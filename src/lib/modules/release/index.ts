export * from './dossier.ts';
export * from './operations.ts';
export * from './paper-release.ts';
