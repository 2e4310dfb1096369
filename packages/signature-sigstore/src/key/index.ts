export * from './create-key-pair.ts';
export * from './read-private-key.ts';
export * from './read-public-key.ts';
