/**
 * Threat: a manifest that names a file outside its own folder.
 * Rule: a relative path of plain segments, `/`-separated; whoever opens it must not follow links out of the folder.
 */
import type { TextRule } from './table-reader.ts';

const EXPECTED = 'expected a relative path without "..", for example tool.wasm';

/** Accepts a relative path that never leads upwards, on any platform. */
export const isWasmPath: TextRule = (text) => {
  if (text === '' || text.length > 255) return `${EXPECTED}, of at most 255 characters`;
  if (/[\p{C}\p{DI}\p{Zl}\p{Zp}\\:*?"<>|]/u.test(text))
    return `${EXPECTED}, without control characters and \\ : * ? " < > |`;
  if (text.startsWith('/')) return `an absolute path is not allowed, ${EXPECTED}`;
  const segments = text.split('/');
  if (segments.some((segment) => segment === '..')) return `".." is not allowed, ${EXPECTED}`;
  return segments.some((segment) => segment === '' || /^\.+$|[ .]$/u.test(segment)) ? EXPECTED : undefined;
};
