/** What the modules of `web` export, as StarlingMonkey has it; who uses it has the types of those modules. */
export const AbortController: unknown = globalThis.AbortController;
/** The engine's. */
export const AbortSignal: unknown = globalThis.AbortSignal;
/** The engine's. */
export const Headers: unknown = globalThis.Headers;
/** The engine's. */
export const ReadableStream: unknown = globalThis.ReadableStream;
/** The engine's. */
export const Response: unknown = globalThis.Response;
/** The engine's. */
export const URL: unknown = globalThis.URL;
/** The engine's. */
export const URLSearchParams: unknown = globalThis.URLSearchParams;
