/** A node of a syntax tree, as far as this generator looks. */
export interface AnyNode {
  readonly type: string;
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** The names that a declaration declares; none where it is no declaration. */
export function namedNodes(node: AnyNode): readonly string[] {
  const declared: unknown = Reflect.get(node, 'declarations');
  const found = Array.isArray(declared) ? declared : [node];
  return found.flatMap((one: unknown) => {
    const id: unknown = isNode(one) ? Reflect.get(one, 'id') : undefined;
    return isNode(id) && id.type === 'Identifier' ? [String(Reflect.get(id, 'name'))] : [];
  });
}

/** Where the syntax has the name of a type, of a value whose type is meant, or of what is extended. */
const NAMING_KEYS: ReadonlySet<string> = new Set(['typeName', 'exprName', 'expression', 'superClass']);

/** The names of types in a node. */
export function namesIn(node: AnyNode): readonly string[] {
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) => {
    const inner: readonly unknown[] = Array.isArray(value) ? value : [value];
    return inner.filter(isNode).flatMap((one) => {
      const isName = one.type === 'Identifier' && NAMING_KEYS.has(key);
      return isName ? [String(Reflect.get(one, 'name'))] : namesIn(one);
    });
  });
}
