import type { FunctionCoverage } from './coverage.ts';
import { DENIED, resourceOf, UNREACHABLE } from './uncovered.ts';

/** The coverage in lines, by interface and function, with the total in percent in the last one. */
export function reportLines(coverage: readonly FunctionCoverage[]): readonly string[] {
  const interfaces = Map.groupBy(coverage, ({ name }) => name.split(' ', 1)[0] ?? '');
  const lines = [...interfaces].flatMap(([interfaceName, functions]) => [
    `${interfaceName} ${counted(functions)}`,
    ...functions.map((entry) => `  ${entry.name.slice(interfaceName.length + 1)}  ${describe(entry)}`),
  ]);
  const percent = (100 * coverage.filter(({ isCovered }) => isCovered).length) / Math.max(coverage.length, 1);
  const of = (group: FunctionCoverage['class']): readonly FunctionCoverage[] =>
    coverage.filter((entry) => entry.class === group);
  return [
    ...lines,
    '',
    `offered, with a positive and a negative case: ${counted(of('offered'))}`,
    `denied at every call: ${counted(of('denied'))}`,
    `unreachable, called with a handle that was never issued: ${counted(of('unreachable'))}`,
    `functions of the WIT files covered: ${counted(coverage)} = ${percent.toFixed(1)} %`,
  ];
}

function counted(entries: readonly FunctionCoverage[]): string {
  return `${entries.filter(({ isCovered }) => isCovered).length} / ${entries.length}`;
}

function describe(entry: FunctionCoverage): string {
  const { name, positive, negative, unreachable, isCovered } = entry;
  const missing = isCovered ? '' : 'NOT COVERED ';
  switch (entry.class) {
    case 'offered':
      return `${missing}positive ${positive}, negative ${negative}`;
    case 'denied':
      return `${missing}denied ${negative}: ${DENIED[name] ?? ''}`;
    case 'unreachable':
      return `${missing}unreachable ${unreachable}: ${UNREACHABLE[resourceOf(name) ?? ''] ?? ''}`;
  }
}
