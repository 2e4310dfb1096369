const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Rows and columns as text (WHATWG Console standard, section 1.1.7); nothing where the value has no rows. */
export function formatTable(data: unknown, columns?: readonly string[]): string | undefined {
  if (!isRecord(data)) return undefined;
  const rows = Object.entries(data);
  const names = columns ?? [...new Set(rows.flatMap(([, row]) => (isRecord(row) ? Object.keys(row) : [])))];
  const hasValues = columns === undefined && rows.some(([, row]) => !isRecord(row));
  const head = ['(index)', ...names, ...(hasValues ? ['Values'] : [])];
  const lines = rows.map(([key, row]) => [
    key,
    ...names.map((name) => (isRecord(row) && Object.hasOwn(row, name) ? cell(row[name]) : '')),
    ...(hasValues ? [isRecord(row) ? '' : cell(row)] : []),
  ]);
  const table = [head, ...lines];
  const widths = head.map((_, at) => Math.max(...table.map((line) => line[at]?.length ?? 0)));
  return table
    .map((line) =>
      line
        .map((text, at) => text.padEnd(widths[at] ?? 0))
        .join(' | ')
        .trimEnd(),
    )
    .join('\n');
}

function cell(value: unknown): string {
  return isRecord(value) ? (JSON.stringify(value) ?? '') : String(value);
}
