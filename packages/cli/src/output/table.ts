/** Lines of a table: columns as wide as their longest cell, two spaces between, the last one open. */
export function formatTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const all = [header, ...rows];
  const widths = header.map((_, column) =>
    all.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), 0),
  );
  const last = header.length - 1;
  return all.map((row) =>
    row
      .reduce(
        (line, cell, column) => line + (column === last ? cell : `${cell.padEnd(widths[column] ?? 0)}  `),
        '',
      )
      .trimEnd(),
  );
}
