/** Where a key and its value stand in a TOML text, as offsets in UTF-16 code units, and the same of what is below. */
export interface PositionNode {
  readonly keyAt: number;
  valueAt: number;
  readonly children: Map<string | number, PositionNode>;
  /** True for an array of tables made by `[[…]]` headers: further keys belong to its last element. */
  tables: boolean;
}

/** The way to a field: keys and array indexes from the root. */
export type FieldPath = readonly (string | number)[];

/** A node that nothing is known of but its offset. */
export function createPositionNode(offset: number): PositionNode {
  return { keyAt: offset, valueAt: offset, children: new Map(), tables: false };
}

/** The child with this key, made at the offset if it is not there. */
export function childNode(parent: PositionNode, key: string | number, offset: number): PositionNode {
  const known = parent.children.get(key);
  if (known !== undefined) return known;
  const made = createPositionNode(offset);
  parent.children.set(key, made);
  return made;
}

/** The element of an array of tables that further keys belong to, or the node itself. */
export function openElement(node: PositionNode): PositionNode {
  return node.tables ? (node.children.get(node.children.size - 1) ?? node) : node;
}

/** The deepest node on the way to a field: the field itself, or the table that lacks it. */
export function nearestNode(root: PositionNode, path: FieldPath): PositionNode {
  let node = root;
  for (const key of path) {
    const child = node.children.get(key);
    if (child === undefined) return node;
    node = child;
  }
  return node;
}
