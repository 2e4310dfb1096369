/** Node's code of a file error, or the text of another one. */
export function fileErrorCode(cause: unknown): string {
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message;
  return String(cause);
}
