/** A library without types of its own. Its default export asks for the global function, which is ours. */
declare module '@ungap/structured-clone' {
  /** A value as a list of plain records. */
  interface Serialized<T> {
    readonly of: T;
  }
  export function serialize<T>(value: T): Serialized<T>;
  export function deserialize<T>(serialized: Serialized<T>): T;
}
