import { isJsonObject, type JsonObject } from '@kami/types';

/** Largest `package-docs` section that is read; a larger one is ignored. */
const MAX_DOCS_BYTES: number = 1024 * 1024;
/** Characters of one function's documentation that are kept. */
const MAX_DOC_LENGTH = 4096;

/**
 * Reads a `package-docs` section: byte 0 its version (0 or 1), the rest JSON (the convention of
 * wit-parser's package metadata). Keys of the result: `name` for root exports, `interface#name` for
 * functions of an exported interface. Documentation that cannot be read is no error: there is none.
 */
export function parsePackageDocs(
  section: Uint8Array,
  exportedInterfaces: readonly string[],
): Map<string, string> {
  const docs = new Map<string, string>();
  const root = readJson(section);
  if (root === undefined) return docs;
  for (const world of Object.values(objectAt(root, 'worlds'))) {
    for (const [name, entry] of Object.entries(objectAt(world, 'func_exports'))) keep(docs, name, entry);
  }
  const interfaces = objectAt(root, 'interfaces');
  for (const exported of exportedInterfaces) {
    const short = /^[^/]*\/([^@]*)/.exec(exported)?.[1] ?? exported;
    const functions = objectAt(interfaces[short], 'funcs');
    for (const [name, entry] of Object.entries(functions)) keep(docs, `${exported}#${name}`, entry);
  }
  return docs;
}

function readJson(section: Uint8Array): unknown {
  const version = section[0];
  if (section.length > MAX_DOCS_BYTES || (version !== 0 && version !== 1)) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(section.subarray(1)));
  } catch {
    return undefined;
  }
}

function objectAt(value: unknown, key: string): JsonObject {
  const inner = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return isJsonObject(inner) ? inner : {};
}

function keep(docs: Map<string, string>, name: string, entry: unknown): void {
  const text = typeof entry === 'string' ? entry : isJsonObject(entry) ? entry['docs'] : undefined;
  if (typeof text === 'string' && text.trim() !== '') docs.set(name, text.trim().slice(0, MAX_DOC_LENGTH));
}
