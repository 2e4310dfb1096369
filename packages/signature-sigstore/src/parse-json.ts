import { isJsonObject, type JsonObject } from '@kami/types';

/** A JSON object in UTF-8, or nothing when the bytes are none. */
export function parseJsonObject(bytes: Uint8Array): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A member that is an object, or nothing. */
export function objectAt(object: JsonObject | undefined, key: string): JsonObject | undefined {
  const value: unknown = object?.[key];
  return isJsonObject(value) ? value : undefined;
}

/** A member that is a text, or nothing. */
export function textAt(object: JsonObject | undefined, key: string): string | undefined {
  const value = object?.[key];
  return typeof value === 'string' ? value : undefined;
}
