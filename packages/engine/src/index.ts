export * from './component-facts.ts';
export * from './component-store.ts';
export * from './preparer.ts';
