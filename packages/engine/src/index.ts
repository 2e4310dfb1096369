export * from './component-facts.ts';
export * from './component-store.ts';
export * from './preparer.ts';
export * from './prepared/engine-version.ts';
export * from './prepared/prepared-form.ts';
