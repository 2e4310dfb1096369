export * from './component-facts.ts';
export * from './component-store.ts';
export * from './convention/detect-convention.ts';
export {
  decodeComponent,
  type ComponentImport,
  type DecodedComponent,
  type ExportedFunction,
} from './decode/decode-component.ts';
export type { ByteRange } from './decode/section.ts';
export * from './examine-component.ts';
export * from './facts/facts-json.ts';
export { parseSignature, parseWitType } from './facts/parse-wit-type.ts';
export * from './imports/check-imports.ts';
export * from './imports/offered-imports.ts';
export * from './imports/proven-facts.ts';
export type { CoreLimits } from './limits/core-types.ts';
export * from './limits/defines-tags.ts';
export * from './limits/inspect-core-module.ts';
export * from './limits/limit-core-module.ts';
export * from './limits/plan-memory.ts';
export * from './preparer.ts';
export * from './prepared/engine-version.ts';
export * from './prepared/examination-key.ts';
export * from './prepared/expose-state.ts';
export * from './prepared/prepared-form.ts';
export * from './prepared/prepared-key.ts';
export * from './prepared/transpiled-script.ts';
