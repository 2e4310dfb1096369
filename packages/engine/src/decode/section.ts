import type { ByteReader } from './byte-reader.ts';
import { NO_FUNCTION, Scope, type InstanceEntity, type Item } from './entity.ts';
import { nameType, readAlias, readExternName, readExternType, readItem } from './extern.ts';
import { readImport, readTypeDefinition } from './type-definition.ts';

/** A part of the file: first byte and the byte after the last. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What is gathered while sections are read. */
export interface Findings {
  /** Core modules of the component and all nested ones. */
  readonly coreModules: ByteRange[];
  /** Custom sections of the outermost component: the whole section and its content. */
  readonly customSections: {
    readonly name: string;
    readonly whole: ByteRange;
    readonly content: ByteRange;
  }[];
}

/** Bytes before the first section: magic, version, layer. */
export const PREAMBLE_BYTES = 8;

/** Reads all sections of a component up to the end of the reader's range. */
export function readSections(reader: ByteReader, scope: Scope, findings: Findings): void {
  while (!reader.done) {
    const start = reader.offset;
    const id = reader.byte();
    const length = reader.u32();
    const end = reader.offset + length;
    reader.range(length, () => {
      readSection(id, { start, end }, reader, scope, findings);
    });
  }
}

function readSection(
  id: number,
  whole: ByteRange,
  reader: ByteReader,
  scope: Scope,
  findings: Findings,
): void {
  const skip = (): unknown => reader.take(whole.end - reader.offset);
  if (id === 0) {
    const name = reader.name();
    const content = { start: reader.offset, end: whole.end };
    if (scope.parent === undefined) findings.customSections.push({ name, whole, content });
    skip();
  } else if (id === 1) {
    findings.coreModules.push({ start: reader.offset, end: whole.end });
    skip();
  } else if (id === 2 || id === 3) skip();
  else if (id === 4) readNestedComponent(reader, scope, findings);
  else if (id === 5) reader.vector(() => scope.instances.push(readInstance(reader, scope)));
  else if (id === 6) reader.vector(() => readAlias(reader, scope));
  else if (id === 7) reader.vector(() => scope.types.push(readTypeDefinition(reader, scope)));
  else if (id === 8) reader.vector(() => readCanonical(reader, scope));
  else if (id === 10) reader.vector(() => readImport(reader, scope));
  else if (id === 11) reader.vector(() => readExport(reader, scope));
  else reader.fail(`section ${id} is not supported`);
}

function readNestedComponent(reader: ByteReader, scope: Scope, findings: Findings): void {
  reader.nested(() => {
    reader.take(PREAMBLE_BYTES);
    const nested = new Scope(scope);
    readSections(reader, nested, findings);
    scope.components.push({ sort: 'component', exports: nested.exports });
  }, undefined);
}

function readInstance(reader: ByteReader, scope: Scope): InstanceEntity {
  const form = reader.byte();
  if (form === 0) {
    const component = scope.components[reader.u32()];
    if (component === undefined) reader.fail('an instance is of no component');
    reader.vector(() => {
      reader.name();
      readItem(reader, scope);
    });
    return { sort: 'instance', exports: component?.exports ?? new Map<string, Item>() };
  }
  if (form !== 1) reader.fail(`instance form ${form} is not known`);
  const exports = new Map<string, Item>();
  reader.vector(() => {
    const name = readExternName(reader);
    const item = readItem(reader, scope);
    if (item !== undefined) exports.set(name, item);
  });
  return { sort: 'instance', exports };
}

/** Takes a canonical definition; a lift makes a function, the others make core functions (Binary.md, `canon`). */
function readCanonical(reader: ByteReader, scope: Scope): void {
  const opcode = reader.byte();
  if (opcode === 0 || opcode === 1) {
    if (reader.byte() !== 0) reader.fail('a canonical definition of an unknown form');
    reader.u32();
    reader.vector(() => readCanonicalOption(reader));
    if (opcode === 0) readLiftedType(reader, scope);
  } else if (opcode === 2 || opcode === 3 || opcode === 4) reader.u32();
  else
    reader.fail(
      `it uses asynchronous built-ins (canonical 0x${opcode.toString(16)}), which are not supported`,
    );
}

function readLiftedType(reader: ByteReader, scope: Scope): void {
  const index = reader.u32();
  const type = scope.types[index];
  if (type?.sort !== 'function') reader.fail(`type ${index} is no function type`);
  scope.functions.push(type?.sort === 'function' ? type : NO_FUNCTION);
}

function readCanonicalOption(reader: ByteReader): void {
  const option = reader.byte();
  if (option > 8) reader.fail(`canonical option ${option} is not known`);
  if ((option >= 3 && option <= 5) || option === 7 || option === 8) reader.u32();
}

function readExport(reader: ByteReader, scope: Scope): void {
  const name = readExternName(reader);
  const target = readItem(reader, scope);
  const ascribed = reader.byte();
  if (ascribed > 1) reader.fail('an export has a type of an unknown form');
  const item = ascribed === 1 ? readExternType(reader, scope, name) : target;
  if (scope.exports.has(name)) reader.fail(`the name ${JSON.stringify(name)} stands twice`);
  if (item === undefined) return;
  const named: Item = item.kind === 'type' ? { kind: 'type', entity: nameType(item.entity, name) } : item;
  scope.exports.set(name, named);
  scope.define(named);
}
