/** Node's code of a file error, such as `ENOENT`, for a message; the text of an error that has none. */
export function fileErrorCode(cause: unknown): string {
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message;
  return String(cause);
}
