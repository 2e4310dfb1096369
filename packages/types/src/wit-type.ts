/** WIT's primitive types that hold one value (Component Model, `primvaltype`). */
export type WitPrimitive =
  | 'bool'
  | 's8'
  | 'u8'
  | 's16'
  | 'u16'
  | 's32'
  | 'u32'
  | 's64'
  | 'u64'
  | 'f32'
  | 'f64'
  | 'char'
  | 'string';

/** A named part of a record or a case of a variant. Names are kebab-case as written in WIT. */
export interface WitField {
  readonly name: string;
  readonly type: WitType;
}

/** A case of a variant; without `type` it carries nothing. */
export interface WitCase {
  readonly name: string;
  readonly type?: WitType;
}

/** A value type of a function's parameter or result, resolved: no references by index. */
export type WitType =
  | { readonly kind: WitPrimitive }
  | { readonly kind: 'list'; readonly element: WitType; readonly length?: number }
  | { readonly kind: 'record'; readonly name?: string; readonly fields: readonly WitField[] }
  | { readonly kind: 'tuple'; readonly elements: readonly WitType[] }
  | { readonly kind: 'variant'; readonly name?: string; readonly cases: readonly WitCase[] }
  | { readonly kind: 'enum' | 'flags'; readonly name?: string; readonly names: readonly string[] }
  | { readonly kind: 'option'; readonly element: WitType }
  | { readonly kind: 'result'; readonly ok?: WitType; readonly err?: WitType }
  /** A type that a tool cannot have; `what` says which. */
  | { readonly kind: 'unsupported'; readonly what: string };

/** An exported function of a component: where it stands and what it takes and gives. */
export interface FunctionSignature {
  /** The exported interface, for example `kami:demo/text@0.1.0`; absent at the root. */
  readonly interfaceName?: string;
  /** The name as written in WIT. */
  readonly name: string;
  readonly params: readonly WitField[];
  readonly result?: WitType;
}
