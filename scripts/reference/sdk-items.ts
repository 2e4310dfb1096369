import { readDeclarations, type Declaration, type ModuleDeclarations } from './module-declarations.ts';

/** Something that the reference describes. */
export interface Item extends Declaration {
  /** The path of the module that declares it. */
  readonly from: string;
  /** What is mentioned by what is exported, without being exported itself. */
  readonly isPart: boolean;
  /** Other items by the names that this one has for them. */
  readonly links: ReadonlyMap<string, string>;
}

/** The key of an item: one declaration has one, whatever others call it. */
const itemKey = (from: string, name: string): string => `${from}#${name}`;

/**
 * What an entry module exports, in its order, and after it what the declarations of that mention. Throws where an
 * exported item has no doc comment.
 */
export function readItems(entry: string): ReadonlyMap<string, Item> {
  const modules = new Map<string, ModuleDeclarations>();
  const items = new Map<string, Item>();
  const read = (path: string): ModuleDeclarations => {
    const known = modules.get(path) ?? readDeclarations(path);
    modules.set(path, known);
    return known;
  };
  const add = (given: string, givenName: string, isPart: boolean): string | undefined => {
    const { from, name } = origin(read, given, givenName);
    const key = itemKey(from, name);
    if (items.has(key)) return key;
    const module = from.endsWith('.ts') ? read(from) : undefined;
    const declaration = module?.declarations.get(name);
    if (module === undefined || declaration === undefined) return undefined;
    if (declaration.doc === '' && !isPart)
      throw new Error(`${from}: ${name} is exported without a doc comment.`);
    const links = new Map<string, string>();
    items.set(key, { ...declaration, from, isPart, links });
    waiting.push(() => {
      for (const mentioned of declaration.mentions) {
        const isKnown = module.declarations.has(mentioned) || module.imports.has(mentioned);
        const target = isKnown && mentioned !== name ? add(from, mentioned, true) : undefined;
        if (target !== undefined) links.set(mentioned, target);
      }
    });
    return key;
  };
  const waiting: (() => void)[] = [];
  for (const name of read(entry).exports.keys()) add(entry, name, false);
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) next();
  return items;
}

type Read = (path: string) => ModuleDeclarations;

/** Follows imports and re-exports to the module that declares a name, or to the package. */
function origin(read: Read, from: string, name: string): { readonly from: string; readonly name: string } {
  if (!from.endsWith('.ts')) return { from, name };
  const { declarations, imports, exports } = read(from);
  if (declarations.has(name)) return { from, name };
  const next = exports.get(name) ?? imports.get(name);
  return next?.from === undefined ? { from, name } : origin(read, next.from, next.name);
}
