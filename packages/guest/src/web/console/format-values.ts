/**
 * Values as one line of text, as `console.log` shows them: text as it is, the rest as JSON where possible. Where the
 * first is text with specifiers (`%s`, `%d`, `%o`; WHATWG Console standard, section 2.2.1) the next fill them.
 */
export function formatValues(values: readonly unknown[]): string {
  const [first, ...rest] = values;
  if (typeof first !== 'string' || rest.length === 0 || !first.includes('%'))
    return values.map(formatValue).join(' ');
  const filled = first.replace(/%([%sdifoOjc])/g, (specifier, kind: string) => {
    if (kind === '%') return '%';
    return rest.length === 0 ? specifier : fill(kind, rest.shift());
  });
  return [filled, ...rest.map(formatValue)].join(' ');
}

function fill(kind: string, value: unknown): string {
  if (kind === 'c') return '';
  if (kind === 's') return formatValue(value);
  if (kind !== 'd' && kind !== 'i' && kind !== 'f') return formatValue(value);
  if (typeof value === 'symbol') return 'NaN';
  const text = String(value);
  return String(kind === 'f' ? Number.parseFloat(text) : Number.parseInt(text, 10));
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
