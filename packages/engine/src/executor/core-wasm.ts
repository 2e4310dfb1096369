/** The part of the WebAssembly JavaScript interface (W3C, 2.0) that the executor uses: no library of types without the DOM has it. */
export interface CoreWasm {
  readonly Module: new (bytes: Uint8Array) => CoreModule;
  readonly Instance: new (module: CoreModule, imports: object) => CoreInstance;
  readonly Memory: new (descriptor: { readonly initial: number }) => CoreMemory;
  readonly Table: new (descriptor: { readonly element: 'anyfunc'; readonly initial: number }) => CoreTable;
  readonly Global: new (
    descriptor: { readonly value: 'i32'; readonly mutable: true },
    value: number,
  ) => CoreGlobal;
}

/** `WebAssembly.Module`. */
export type CoreModule = object;

/** `WebAssembly.Instance`. */
export interface CoreInstance {
  readonly exports: Readonly<Record<string, unknown>>;
}

/** `WebAssembly.Memory`. */
export interface CoreMemory {
  readonly buffer: ArrayBuffer;
}

/** `WebAssembly.Table`. */
export interface CoreTable {
  readonly length: number;
  get(index: number): unknown;
  set(index: number, value: unknown): void;
}

/** `WebAssembly.Global`, a mutable one. */
export interface CoreGlobal {
  value: unknown;
}

declare const WebAssembly: CoreWasm;

/** The engine's own WebAssembly. */
export const coreWasm: CoreWasm = WebAssembly;
