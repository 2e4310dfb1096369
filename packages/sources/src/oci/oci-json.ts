/** A JSON object of a registry, not checked. */
export type OciJson = Readonly<Record<string, unknown>>;

/** The object in UTF-8 bytes; nothing where they are no JSON object. */
export function parseJsonObject(bytes: Uint8Array): OciJson | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The bytes of a value as JSON, without spaces. */
export function jsonBytes(value: OciJson): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

function isObject(value: unknown): value is OciJson {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
