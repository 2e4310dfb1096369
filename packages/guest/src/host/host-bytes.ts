/** Bytes that the host gave. StarlingMonkey gives them in another form than QuickJS, which gives a `Uint8Array`. */
export function hostBytes(given: Uint8Array | ArrayBuffer | readonly number[]): Uint8Array {
  return given instanceof Uint8Array ? given : new Uint8Array(given);
}
