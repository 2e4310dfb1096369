import { realpathSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { isSourceAddress, normalizeSourceAddress } from '@kami/registry';

/**
 * A source in the form that policies are compared with: an address normalised, a path absolute and with links followed,
 * so that no other way of naming a place leads around a rule about it.
 */
export function sourceOrigin(source: string): string {
  if (isSourceAddress(source)) return normalizeSourceAddress(source);
  const place = basename(source) === 'tool.toml' ? dirname(source) : source;
  try {
    return realpathSync(place);
  } catch {
    return resolve(place);
  }
}
