/** Values as one line of text, as `console.log` shows them: text as it is, the rest as JSON where possible. */
export function formatValues(values: readonly unknown[]): string {
  return values.map(formatValue).join(' ');
}

function formatValue(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Error)
    return value.stack === undefined ? String(value) : `${String(value)}\n${value.stack}`;
  if (value === null || value === undefined) return `${value}`;
  if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function')
    return value.toString();
  try {
    return JSON.stringify(value) ?? Object.prototype.toString.call(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
