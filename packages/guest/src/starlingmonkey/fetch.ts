/**
 * The engine's own `fetch`, over `wasi:http`, by the name that bundles are searched for: a component has no HTTP where
 * this module is not in its bundle.
 */
export const fetch: typeof globalThis.fetch = (input, init) =>
  globalThis.fetch(input, init?.body === undefined ? init : { duplex: 'half', ...init });
