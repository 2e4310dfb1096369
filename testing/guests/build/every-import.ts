import { componentEmbed, print } from '@bytecodealliance/jco';

import { worldOf } from './make-component.ts';

const TYPE = /^ {2}\(type \(;(\d+);\) \(func(?: \(param ([^)]*)\))?(?: \(result (\w+)\))?\)\)$/gmu;
const IMPORT = /^ {2}\(import "cm32p2\|([^"@]+)@[^"]+" "([^"]+)" \(func \(;\d+;\) \(type (\d+)\)\)\)$/gmu;
const VERSION = /^package ([\w:-]+)@(\S+)/gmu;
const C_TYPES: Readonly<Record<string, string>> = { i32: 'u32', i64: 'u64', f32: 'float', f64: 'double' };

interface CoreType {
  readonly params: readonly string[];
  readonly result: string | undefined;
}

/**
 * The text of `imports.h`: `import_names`, and `call_import`, which calls an imported function by its index with
 * values as they are. Names and types are read from the core module that the WIT of the guest's world asks for.
 */
export async function everyImportHeader(name: string): Promise<string> {
  const wit = worldOf(name);
  const versions = new Map([...wit.matchAll(VERSION)].map(([, key = '', version = '']) => [key, version]));
  const wat = await print(await componentEmbed({ dummy: true, witSource: wit, world: 'guest' }));
  const types = [...wat.matchAll(TYPE)].map(([, , params = '', result]): CoreType => {
    return { params: params.split(' ').filter((param) => param !== ''), result };
  });
  const imports = [...wat.matchAll(IMPORT)].flatMap(([, module = '', field = '', type]) => {
    const packageName = module.split('/', 1)[0] ?? '';
    const from = `${module}@${versions.get(packageName) ?? ''}`;
    const core = types[Number(type)];
    return core === undefined || field.endsWith('_drop') ? [] : [{ module, from, field, ...core }];
  });
  const cType = (type: string | undefined): string => (type === undefined ? 'void' : (C_TYPES[type] ?? type));
  const declarations = imports.map(
    ({ from, field, params, result }, index) =>
      `IMPORT("${from}", "${field}") ${cType(result)} import_${index}(${params.map(cType).join(', ') || 'void'});`,
  );
  const cases = imports.map(({ params, result }, index) => {
    const values = params.map((param, at) => `(${cType(param)})v[${at}]`).join(', ');
    return `case ${index}: ${result === undefined ? '' : 'v[0] = (u64)'}import_${index}(${values}); break;`;
  });
  return [
    ...declarations,
    'static const text import_names[] = {',
    ...imports.map(({ module, field }) => `LITERAL("${module} ${field}"),`),
    '};',
    'static void call_import(u32 index, u64 *v) {',
    'switch (index) {',
    ...cases,
    '}',
    '}',
    '',
  ].join('\n');
}
