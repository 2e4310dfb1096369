import type { ByteReader } from './byte-reader.ts';
import type { Item, Scope, TypeEntity } from './entity.ts';

const KINDS: ReadonlyMap<number, Item['kind']> = new Map([
  [1, 'function'],
  [2, 'value'],
  [3, 'type'],
  [4, 'component'],
  [5, 'instance'],
]);

/** What an index refers to: an item's kind, or nothing for core items, whose spaces are not followed. */
type Sort = Item['kind'] | undefined;

/** Takes the name of an import or export (Binary.md, `importname'`, `exportname'`). */
export function readExternName(reader: ByteReader): string {
  const form = reader.byte();
  if (form > 1) reader.fail('a name has an unknown form');
  return reader.name();
}

/** Takes the description of an import or export (Binary.md, `externdesc`). */
export function readExternType(reader: ByteReader, scope: Scope, name: string): Item {
  const form = reader.byte();
  if (form === 0) {
    if (reader.byte() !== 0x11) reader.fail('a core item of an unknown form');
    reader.u32();
    return { kind: 'module' };
  }
  if (form === 2) {
    reader.fail('it has values as imports or exports');
    return { kind: 'value' };
  }
  if (form === 3) return readTypeBound(reader, scope, name);
  const index = reader.u32();
  const entity = scope.types[index];
  const kind = KINDS.get(form);
  if (entity !== undefined && kind === 'function' && entity.sort === 'function') return { kind, entity };
  if (entity !== undefined && kind === 'component' && entity.sort === 'component') return { kind, entity };
  if (entity !== undefined && kind === 'instance' && entity.sort === 'instance') return { kind, entity };
  reader.fail(`type ${index} does not fit the item ${JSON.stringify(name)}`);
  return { kind: 'value' };
}

function readTypeBound(reader: ByteReader, scope: Scope, name: string): Item {
  const bound = reader.byte();
  if (bound === 1) return { kind: 'type', entity: nameType({ sort: 'resource' }, name) };
  const index = reader.u32();
  const entity = scope.types[index];
  if (bound === 0 && entity !== undefined) return { kind: 'type', entity: nameType(entity, name) };
  reader.fail(`type ${index} is not defined`);
  return { kind: 'value' };
}

/** What wit-component puts before the names of types that it hands to the component around an interface. */
const HANDED_TYPE = /^import-type-/;

/** The type under the name that it is imported or exported by; a name it has already stays. */
export function nameType(entity: TypeEntity, externName: string): TypeEntity {
  const name = externName.replace(HANDED_TYPE, '');
  if (entity.sort === 'resource') return { ...entity, name: entity.name ?? name };
  if (entity.sort !== 'value') return entity;
  const { type } = entity;
  switch (type.kind) {
    case 'record':
    case 'variant':
    case 'enum':
    case 'flags':
      return type.name === undefined ? { ...entity, type: { ...type, name } } : entity;
    default:
      return entity;
  }
}

/** Takes an item's kind; nothing for a core item. */
function readSort(reader: ByteReader): Sort {
  const code = reader.byte();
  if (code === 0) {
    reader.byte();
    return undefined;
  }
  const kind = KINDS.get(code);
  if (kind === undefined) reader.fail(`sort ${code} is not known`);
  return kind;
}

/** Takes an alias and gives what it refers to its next index (Binary.md, `alias`). */
export function readAlias(reader: ByteReader, scope: Scope): void {
  const sort = readSort(reader);
  const target = reader.byte();
  if (target === 0) define(reader, scope, sort, readInstanceExport(reader, scope, sort));
  else if (target === 1) {
    reader.u32();
    reader.name();
    if (sort !== undefined) reader.fail('a core export stands for a component item');
  } else if (target === 2) {
    const outer = scope.outer(reader.u32());
    const index = reader.u32();
    define(reader, scope, sort, sort === undefined ? undefined : outer?.item(sort, index));
  } else reader.fail(`alias ${target} is not known`);
}

function readInstanceExport(reader: ByteReader, scope: Scope, sort: Sort): Item | undefined {
  const instance = scope.instances[reader.u32()];
  const item = instance?.exports.get(reader.name());
  return item?.kind === sort ? item : undefined;
}

function define(reader: ByteReader, scope: Scope, sort: Sort, item: Item | undefined): void {
  if (item !== undefined) scope.define(item);
  else if (sort !== undefined) reader.fail(`an alias of a ${sort} refers to nothing`);
}

/** Takes a kind and an index, and gives the item there; nothing for core items. */
export function readItem(reader: ByteReader, scope: Scope): Item | undefined {
  const sort = readSort(reader);
  const index = reader.u32();
  if (sort === undefined) return undefined;
  const item = scope.item(sort, index);
  if (item === undefined) reader.fail(`${sort} ${index} is not defined`);
  return item;
}
