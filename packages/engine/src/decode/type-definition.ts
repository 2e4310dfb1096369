import type { WitField } from '@kami/types';

import type { ByteReader } from './byte-reader.ts';
import { NO_FUNCTION, NO_INSTANCE, NO_VALUE, Scope, type FunctionEntity, type TypeEntity } from './entity.ts';
import { readAlias, readExternName, readExternType } from './extern.ts';
import { readDefinedType, readPrimitive, readValueType } from './value-type.ts';

/** Takes one entry of a type section or one type declaration (Binary.md, `deftype`). */
export function readTypeDefinition(reader: ByteReader, scope: Scope): TypeEntity {
  const primitive = readPrimitive(reader);
  if (primitive !== undefined) return primitive;
  const opcode = reader.byte();
  switch (opcode) {
    case 0x40:
    case 0x43:
      return readFunctionType(reader, scope, opcode === 0x43);
    case 0x41:
      return readDeclarations('component', reader, scope);
    case 0x42:
      return readDeclarations('instance', reader, scope);
    case 0x3f:
      return readResourceType(reader);
    default: {
      const type = readDefinedType(opcode, reader, scope);
      if (type === undefined) reader.fail(`type 0x${opcode.toString(16)} is not known`);
      return type ?? NO_VALUE;
    }
  }
}

function readFunctionType(reader: ByteReader, scope: Scope, isAsync: boolean): FunctionEntity {
  let weight = 1;
  const params: WitField[] = reader.vector(() => {
    const name = reader.name();
    const entity = readValueType(reader, scope);
    weight += entity.weight;
    return { name, type: entity.type };
  });
  const results = reader.byte();
  if (results === 0) {
    const entity = readValueType(reader, scope);
    return { sort: 'function', isAsync, params, result: entity.type, weight: weight + entity.weight };
  }
  if (results !== 1 || reader.byte() !== 0) {
    reader.fail('a function has results of an unknown form');
    return NO_FUNCTION;
  }
  return { sort: 'function', isAsync, params, weight };
}

function readResourceType(reader: ByteReader): TypeEntity {
  if (reader.byte() !== 0x7f) reader.fail('a resource is not represented as i32');
  const destructor = reader.byte();
  if (destructor > 1) reader.fail('a resource has a destructor of an unknown form');
  if (destructor === 1) reader.u32();
  return { sort: 'resource' };
}

function readDeclarations(sort: 'component' | 'instance', reader: ByteReader, outer: Scope): TypeEntity {
  return reader.nested(() => {
    const scope = new Scope(outer);
    reader.vector(() => {
      readDeclaration(sort, reader, scope);
    });
    return { sort, exports: scope.exports };
  }, NO_INSTANCE);
}

function readDeclaration(sort: 'component' | 'instance', reader: ByteReader, scope: Scope): void {
  const opcode = reader.byte();
  if (opcode === 1) scope.types.push(readTypeDefinition(reader, scope));
  else if (opcode === 2) readAlias(reader, scope);
  else if (opcode === 3 && sort === 'component') readNamedExtern(reader, scope, scope.imports);
  else if (opcode === 4) readNamedExtern(reader, scope, scope.exports);
  else reader.fail(`declaration 0x${opcode.toString(16)} is not known`);
}

function readNamedExtern(reader: ByteReader, scope: Scope, names: Scope['imports']): void {
  const name = readExternName(reader);
  const item = readExternType(reader, scope, name);
  if (names.has(name)) reader.fail(`the name ${JSON.stringify(name)} stands twice`);
  names.set(name, item);
  scope.define(item);
}

/** Takes one entry of an import section. */
export function readImport(reader: ByteReader, scope: Scope): void {
  readNamedExtern(reader, scope, scope.imports);
}
