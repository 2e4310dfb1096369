import { parse, type AnyNode } from 'acorn';

/** Shorter texts are left: what they would save is less than a segment of memory costs. */
const SHORTEST = 16;

/** Code that may look at the text of functions keeps it. */
const READS_TEXT = /\bFunction(?:\.prototype)?\.toString\b/;

/**
 * The texts that the engine keeps of a module's functions, methods and classes, for `toString` alone; the longest first,
 * because they hold others. None where the code may look at them. A text that stands in a constant or a name of the code too is left out.
 */
export function functionTexts(code: string): readonly string[] {
  if (READS_TEXT.test(code)) return [];
  const texts = new Set<string>();
  const constants: string[] = [];
  visit(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }), (node) => {
    if (keepsText(node) && node.end - node.start >= SHORTEST) texts.add(code.slice(node.start, node.end));
    constants.push(...constantsOf(node).filter(({ length }) => length >= SHORTEST));
  });
  const joined = constants.join('\0');
  return [...texts].filter((text) => !joined.includes(text)).toSorted((a, b) => b.length - a.length);
}

function keepsText(node: AnyNode): boolean {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ClassDeclaration':
    case 'ClassExpression':
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'StaticBlock':
      return true;
    case 'Property':
      return node.method || node.kind !== 'init';
    default:
      return false;
  }
}

/** What the running code can see of a node: texts, and names, which are texts too (`Object.keys`); a field without a value is nothing but its name. */
function constantsOf(node: AnyNode): readonly string[] {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : [node.regex?.pattern ?? ''];
    case 'TemplateElement':
      return [node.value.raw, node.value.cooked ?? ''];
    case 'Identifier':
      return [node.name];
    case 'PrivateIdentifier':
      return [`#${node.name}`];
    default:
      return [];
  }
}

/** Visits a node and all below it. */
function visit(node: AnyNode, see: (node: AnyNode) => void): void {
  see(node);
  for (const child of Object.values<unknown>({ ...node }).flat()) if (isNode(child)) visit(child, see);
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
