const UNIT_MS: ReadonlyMap<string, number> = new Map([
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 604_800_000],
]);

/** The milliseconds of a span such as `90s`, `30m`, `12h`, `7d` or `8w`; nothing for what is none. */
export function parseTimeSpan(text: string): number | undefined {
  const [, count, unit = ''] = /^(\d{1,5})([smhdw])$/.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * (UNIT_MS.get(unit) ?? 0);
}
