const COMPARATOR = /^(?<operator>>=|<=|>|<|=)(?<version>\d{1,6}(?:\.\d{1,6}){0,2})$/u;

/** Whether a text is a range of KAMI versions: comparators such as `>=0.1` or `<1`, joined by single spaces. */
export function isKamiRange(text: string): boolean {
  return text.length <= 100 && text.split(' ').every((part) => COMPARATOR.test(part));
}

/**
 * Whether a version lies in a range of {@link isKamiRange}: every comparator must hold. Missing parts of a comparator
 * count as 0; a pre-release of a version counts as that version. A text that is no range is satisfied by none.
 */
export function satisfiesKamiRange(range: string, version: string): boolean {
  const have = parts(version.split(/[-+]/u, 1)[0] ?? '');
  return (
    isKamiRange(range) &&
    range.split(' ').every((part) => {
      const groups = COMPARATOR.exec(part)?.groups;
      const order = compare(have, parts(groups?.['version'] ?? ''));
      return holds(groups?.['operator'], order);
    })
  );
}

function parts(version: string): readonly number[] {
  return version.split('.').map(Number);
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < 3; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function holds(operator: string | undefined, order: number): boolean {
  switch (operator) {
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '<':
      return order < 0;
    default:
      return order === 0;
  }
}
