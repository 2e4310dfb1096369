/** A function that a WIT interface declares. */
export interface DeclaredFunction {
  /** Without version, for example `wasi:io/poll`. */
  readonly interfaceName: string;
  /** As components import it, for example `[method]pollable.block`. */
  readonly name: string;
}

const TOKEN = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|@[a-z]+\([^)]*\)|[A-Za-z%][\w%-]*|[{}();:]|\S/gu;
/** What opens a scope that holds no function. */
const DATA = new Set(['record', 'variant', 'enum', 'flags', 'world', 'use']);

interface Scope {
  readonly kind: string;
  readonly name: string;
}

/**
 * The functions of every interface in a WIT text, in its order. A small reader: it follows packages, interfaces and
 * resources, and takes `name: func`, `name: static func` and `constructor(` inside of them for functions.
 */
export function readDeclaredFunctions(wit: string): readonly DeclaredFunction[] {
  const tokens = [...wit.matchAll(TOKEN)]
    .map(([token]) => token)
    .filter((token) => !/^(?:\/[/*]|@[a-z])/u.test(token));
  const found: DeclaredFunction[] = [];
  const scopes: Scope[] = [];
  let packageName = '';
  let head: string[] = [];
  for (const [index, token] of tokens.entries()) {
    const inner = scopes.at(-1);
    if (token === '{') {
      const scope = scopeOf(head, inner);
      if (scope.kind === 'package') packageName = scope.name;
      scopes.push(scope);
    } else if (token === '}') scopes.pop();
    const isFunction = inner !== undefined && /^(?:interface|resource)$/u.test(inner.kind);
    if (isFunction && (token === 'func' || (token === 'constructor' && tokens[index + 1] === '('))) {
      const interfaceScope = scopes.findLast(({ kind }) => kind === 'interface');
      found.push({
        interfaceName: `${packageName}/${interfaceScope?.name ?? ''}`,
        name: functionName(inner, token === 'func' ? tokens.slice(index - 3, index) : ['constructor']),
      });
    }
    head = /^[{};]$/u.test(token) ? [] : [...head, token];
  }
  return found;
}

function scopeOf(head: readonly string[], outer: Scope | undefined): Scope {
  const [kind = '', ...rest] = head;
  if (kind === 'package') return { kind, name: rest.join('').replace(/@.*$/u, '') };
  if (kind === 'interface' || kind === 'resource') return { kind, name: rest[0] ?? '' };
  return { kind: DATA.has(kind) ? kind : 'other', name: outer?.name ?? '' };
}

function functionName(scope: Scope, before: readonly string[]): string {
  const plain = (name = ''): string => name.replace(/^%/u, '');
  if (before[0] === 'constructor' && before.length === 1) return `[constructor]${scope.name}`;
  const isStatic = before.at(-1) === 'static';
  const name = plain(isStatic ? before.at(-3) : before.at(-2));
  if (scope.kind !== 'resource') return name;
  return `[${isStatic ? 'static' : 'method'}]${scope.name}.${name}`;
}
