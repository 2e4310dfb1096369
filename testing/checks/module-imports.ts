import { parseSync, Visitor, type Argument, type Expression } from 'oxc-parser';

/** One reference from a module to another: static, dynamic, re-exporting or in a type position. */
export interface ModuleImport {
  /** `undefined` for an `import()` whose argument is computed. */
  readonly specifier: string | undefined;
  /** Erased before running: `import type`, `export type … from`, `import('…')` as a type, a reference comment. */
  readonly typeOnly: boolean;
  /** One-based. */
  readonly line: number;
}

/** Finds every import of a TypeScript module; throws on source that does not parse. */
export function moduleImports(path: string, source: string): readonly ModuleImport[] {
  const { program, comments, errors } = parseSync(path, source, { sourceType: 'module' });
  const [firstError] = errors;
  if (firstError !== undefined) throw new Error(`${path}: ${firstError.message}`);
  const found: ModuleImport[] = [];
  const add = (specifier: string | undefined, typeOnly: boolean, offset: number): void => {
    found.push({ specifier, typeOnly, line: source.slice(0, offset).split('\n').length });
  };
  new Visitor({
    ImportDeclaration(node) {
      add(node.source.value, node.importKind === 'type', node.start);
    },
    ExportNamedDeclaration(node) {
      if (node.source !== null) add(node.source.value, node.exportKind === 'type', node.start);
    },
    ExportAllDeclaration(node) {
      add(node.source.value, node.exportKind === 'type', node.start);
    },
    ImportExpression(node) {
      add(literalText(node.source), false, node.start);
    },
    TSImportType(node) {
      add(node.source.value, true, node.start);
    },
    TSExternalModuleReference(node) {
      add(node.expression.value, false, node.start);
    },
    CallExpression(node) {
      if (node.callee.type === 'Identifier' && node.callee.name === 'require') {
        add(literalText(node.arguments[0]), false, node.start);
      }
    },
  }).visit(program);
  for (const comment of comments) {
    const reference = /^\/\s*<reference\s+(?:types|path)="(?<specifier>[^"]+)"/u.exec(comment.value);
    if (reference?.groups !== undefined) add(reference.groups['specifier'], true, comment.start);
  }
  return found;
}

function literalText(node: Expression | Argument | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) {
    return node.quasis[0]?.value.cooked ?? undefined;
  }
  return undefined;
}
