import type { Convention, FeatureExport, FunctionSignature } from '@kami/types';

/** What a component's bytes say of it, without running anything. */
export interface ComponentFacts {
  readonly convention: Convention;
  /** Imported interfaces and functions as written in the binary, sorted; with versions. */
  readonly imports: readonly string[];
  /** Imports that have functions or resources: an import of types only is no capability. */
  readonly usedImports: readonly string[];
  /** The functions that are tools (`typed`), or that KAMI calls (other conventions). */
  readonly functions: readonly FunctionSignature[];
  /** What it can be asked for beside its functions. */
  readonly features: readonly FeatureExport[];
  /** Documentation by function (`name`, or `interface#name`) from the `package-docs` section. */
  readonly docs: ReadonlyMap<string, string>;
}
