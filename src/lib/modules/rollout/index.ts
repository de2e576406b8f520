export * from './bulk-chain.ts';
