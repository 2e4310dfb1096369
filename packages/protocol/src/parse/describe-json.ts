import type { Json } from '@kami/types';

/** A JSON value in a few words, for messages: scalars as they are (cut at 40 characters), containers by kind. */
export function describeJson(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'string' && value.length > 40) return `${JSON.stringify(value.slice(0, 40))}…`;
  return JSON.stringify(value);
}
