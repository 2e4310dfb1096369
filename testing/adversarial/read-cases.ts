import { type CallExpression, type Node, parseSync, Visitor } from 'oxc-parser';

/** A test of a case, as it stands in a source. */
export interface WrittenCase {
  /** Absent where the title does not say it as literal text. */
  readonly number: number | undefined;
  readonly file: string;
  readonly line: number;
  /** What keeps it from being run each time. */
  readonly problem: string | undefined;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** What makes vitest leave a test out, as a method or an option. */
const SKIPS: ReadonlySet<string> = new Set(['skip', 'skipIf', 'runIf', 'todo', 'fails']);

/** Finds the tests of cases in the source of a test file. Throws when it does not parse. */
export function readCases(file: string, source: string): readonly WrittenCase[] {
  const { program, errors } = parseSync(file, source, { sourceType: 'module' });
  if (errors[0] !== undefined) throw new Error(`${file}: ${errors[0].message}`);
  const calls: CallExpression[] = [];
  const detours: Span[] = [];
  const changedGroups: Span[] = [];
  const skips: Span[] = [];
  const detour = (node: Span): void => void detours.push(node);
  new Visitor({
    CallExpression(node) {
      if (/^case\b/u.test(titleOf(node) ?? '')) calls.push(node);
      if (rootName(node.callee) === 'describe' && node.callee.type !== 'Identifier') changedGroups.push(node);
      if (node.callee.type === 'MemberExpression' && SKIPS.has(propertyName(node.callee) ?? ''))
        skips.push(node);
    },
    Property(node) {
      if (node.key.type === 'Identifier' && SKIPS.has(node.key.name)) skips.push(node);
    },
    IfStatement: detour,
    ConditionalExpression: detour,
    LogicalExpression: detour,
    ForStatement: detour,
    ForOfStatement: detour,
    ForInStatement: detour,
    WhileStatement: detour,
    SwitchStatement: detour,
    TryStatement: detour,
    FunctionDeclaration: detour,
  }).visit(program);

  const problemOf = (call: CallExpression): string | undefined => {
    if (call.callee.type !== 'Identifier' || call.callee.name !== 'it') return 'is no plain it(…)';
    if (caseNumber(call) === undefined)
      return 'has a title that is not of the form "case N: …" as literal text';
    if (changedGroups.some((group) => contains(group, call))) return 'stands in a group with a modifier';
    if (detours.some((span) => contains(span, call)))
      return 'stands in a condition, a loop or a function of its own';
    return skips.some((skip) => contains(call, skip)) ? 'may skip itself' : undefined;
  };
  return calls.map((call) => ({
    number: caseNumber(call),
    file,
    line: source.slice(0, call.start).split('\n').length,
    problem: problemOf(call),
  }));
}

function caseNumber(call: CallExpression): number | undefined {
  const [title] = call.arguments;
  const digits = title?.type === 'Literal' ? /^case (\d+): \S/u.exec(String(title.value))?.[1] : undefined;
  return digits === undefined ? undefined : Number(digits);
}

function titleOf(call: CallExpression): string | undefined {
  const [title] = call.arguments;
  if (title?.type === 'Literal' && typeof title.value === 'string') return title.value;
  return title?.type === 'TemplateLiteral' ? (title.quasis[0]?.value.raw ?? undefined) : undefined;
}

function rootName(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'MemberExpression') return rootName(node.object);
  return node.type === 'CallExpression' ? rootName(node.callee) : undefined;
}

function propertyName(node: Node): string | undefined {
  return node.type === 'MemberExpression' && node.property.type === 'Identifier'
    ? node.property.name
    : undefined;
}

function contains(outer: Span, inner: Span): boolean {
  return outer.start < inner.start && inner.end <= outer.end;
}
