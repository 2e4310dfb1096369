/** The code of a file error, for a message. */
export function failureText(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
}
