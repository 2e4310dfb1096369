import type { ValidationIssue } from './schema.ts';

/** The place an issue names, as a JSON Pointer (RFC 6901); the empty text is the root. */
export function toJsonPointer(path: ValidationIssue['path']): string {
  return (path ?? [])
    .map((step) => (typeof step === 'object' ? step.key : step))
    .map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
