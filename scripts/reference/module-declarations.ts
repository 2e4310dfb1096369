import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseSync, type Comment } from 'oxc-parser';
import { isolatedDeclarationSync } from 'rolldown/experimental';
import { namedNodes, namesIn } from './syntax.ts';

/** Where a name of a module comes from. */
export interface Origin {
  /** The path of a module of the SDK, or the name of a package. */
  readonly from: string;
  readonly name: string;
}

/** What a module declares under one name: its overloads are one declaration. */
export interface Declaration {
  readonly name: string;
  /** The text of its doc comment, without the frame; empty where there is none. */
  readonly doc: string;
  /** TypeScript, without bodies. */
  readonly code: string;
  /** Names that it mentions. */
  readonly mentions: ReadonlySet<string>;
}

/** A module as others see it. */
export interface ModuleDeclarations {
  readonly declarations: ReadonlyMap<string, Declaration>;
  readonly imports: ReadonlyMap<string, Origin>;
  /** By exported name, in the order of the source; without `from` the module's own. */
  readonly exports: ReadonlyMap<string, { readonly name: string; readonly from?: string }>;
}

/** Reads the declarations of a module of TypeScript, as a compiler would emit them. */
export function readDeclarations(path: string): ModuleDeclarations {
  const { code, errors } = isolatedDeclarationSync(path, readFileSync(path, 'utf8'), {});
  const { program, comments } = parseSync('module.d.ts', code);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message ?? ''}`);
  const declarations = new Map<string, Declaration>();
  const imports = new Map<string, Origin>();
  const exports = new Map<string, { name: string; from?: string }>();
  for (const statement of program.body) {
    if (statement.type === 'ImportDeclaration') {
      const from = resolveModule(path, statement.source.value);
      for (const { local, ...specifier } of statement.specifiers)
        imports.set(local.name, { from, name: importedName(specifier) ?? local.name });
      continue;
    }
    if (statement.type === 'ExportNamedDeclaration' && statement.declaration === null) {
      const from = statement.source === null ? undefined : resolveModule(path, statement.source.value);
      for (const { local, exported } of statement.specifiers)
        exports.set(nameOf(exported), { name: nameOf(local), ...(from !== undefined && { from }) });
      continue;
    }
    const node = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    for (const name of node === null ? [] : namedNodes(node)) {
      const before = declarations.get(name);
      const text = code.slice(statement.start, statement.end);
      declarations.set(name, {
        name,
        doc: before?.doc ?? docBefore(code, comments, statement.start),
        code: before === undefined ? text : `${before.code}\n${text}`,
        mentions: new Set([...(before?.mentions ?? []), ...namesIn(statement)]),
      });
      if (statement.type === 'ExportNamedDeclaration') exports.set(name, { name });
    }
  }
  return { declarations, imports, exports };
}

function importedName(specifier: object): string | undefined {
  const imported: unknown = Reflect.get(specifier, 'imported');
  return typeof imported === 'object' && imported !== null ? nameOf(imported) : undefined;
}

function nameOf(node: object): string {
  const name: unknown = 'name' in node ? node.name : Reflect.get(node, 'value');
  return String(name);
}

/** The path of a module of the SDK; the name of a package stays as it is. */
function resolveModule(path: string, specifier: string): string {
  const resolved = join(dirname(path), specifier);
  return specifier.startsWith('.') && existsSync(resolved) ? resolved : specifier;
}

function docBefore(code: string, comments: readonly Comment[], start: number): string {
  const comment = comments.findLast(({ end }) => end <= start && code.slice(end, start).trim() === '');
  if (comment?.type !== 'Block' || !comment.value.startsWith('*')) return '';
  const lines = comment.value.slice(1).split('\n');
  return lines
    .map((line) => line.replace(/^\s*\*? ?/u, '').trimEnd())
    .join('\n')
    .trim();
}
