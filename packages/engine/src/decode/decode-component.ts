import { err, kamiError, ok, type FunctionSignature, type KamiError, type Result } from '@kami/types';

import { ByteReader } from './byte-reader.ts';
import { Scope, type FunctionEntity, type Item } from './entity.ts';
import { parsePackageDocs } from './package-docs.ts';
import { checkPreamble } from './preamble.ts';
import { PREAMBLE_BYTES, readSections, type ByteRange, type Findings } from './section.ts';

/** Elements of all vectors of one file; components of 12 MB have under 20,000. */
const MAX_ITEMS = 200_000;
/** Exported functions; one instance may be exported under many names. */
const MAX_FUNCTIONS = 1000;
/** Parts of all exported functions' types together. */
const MAX_SIGNATURES_WEIGHT = 100_000;

/** Something that a component imports. */
export interface ComponentImport {
  /** As written in the binary, with its version. */
  readonly name: string;
  readonly kind: Item['kind'];
  /** False when it brings types only, which are no capability. */
  readonly isUsed: boolean;
}

/** A function that a component exports. */
export interface ExportedFunction {
  readonly signature: FunctionSignature;
  readonly isAsync: boolean;
}

/** What a component's bytes say of it. */
export interface DecodedComponent {
  readonly imports: readonly ComponentImport[];
  readonly exportedInterfaces: readonly string[];
  /** Functions at the root and in exported interfaces, in the order of the binary. */
  readonly functions: readonly ExportedFunction[];
  /** Documentation by function: `name`, or `interface#name`. */
  readonly docs: ReadonlyMap<string, string>;
  readonly coreModules: readonly ByteRange[];
  /** Whole `package-docs` sections, header included. */
  readonly docsSections: readonly ByteRange[];
}

/** Reads a component (Component Model, Binary.md) without running anything. Errors: `KAMI_COMPONENT_INVALID`. */
export function decodeComponent(bytes: Uint8Array): Result<DecodedComponent, KamiError> {
  const preamble = checkPreamble(bytes);
  if (!preamble.ok) return preamble;
  const reader = new ByteReader(bytes, PREAMBLE_BYTES, MAX_ITEMS);
  const scope = new Scope(undefined);
  const findings: Findings = { coreModules: [], customSections: [] };
  readSections(reader, scope, findings);
  const functions = listFunctions(reader, scope.exports);
  if (reader.failure !== undefined) {
    return err(kamiError('KAMI_COMPONENT_INVALID', `The component is not valid: ${reader.failure}.`));
  }
  const exportedInterfaces = [...scope.exports]
    .filter(([, { kind }]) => kind === 'instance')
    .map(([name]) => name);
  const docsSections = findings.customSections.filter(({ name }) => name === 'package-docs');
  const docs = docsSections.flatMap(({ content }) => [
    ...parsePackageDocs(bytes.subarray(content.start, content.end), exportedInterfaces),
  ]);
  return ok({
    imports: [...scope.imports].map(([name, item]) => ({ name, kind: item.kind, isUsed: isUsed(item) })),
    exportedInterfaces,
    functions: functions.map(describeFunction),
    docs: new Map(docs),
    coreModules: findings.coreModules,
    docsSections: docsSections.map(({ whole }) => whole),
  });
}

interface NamedFunction {
  readonly interfaceName?: string;
  readonly name: string;
  readonly entity: FunctionEntity;
}

function listFunctions(reader: ByteReader, exports: ReadonlyMap<string, Item>): NamedFunction[] {
  const functions: NamedFunction[] = [];
  let weight = 0;
  for (const [name, item] of exports) {
    const inner = item.kind === 'instance' ? item.entity.exports : new Map([[name, item]]);
    for (const [innerName, part] of inner) {
      if (part.kind !== 'function') continue;
      weight += part.entity.weight;
      if (functions.length === MAX_FUNCTIONS) reader.fail(`it exports over ${MAX_FUNCTIONS} functions`);
      if (weight > MAX_SIGNATURES_WEIGHT)
        reader.fail(`the types of its exports have over ${MAX_SIGNATURES_WEIGHT} parts`);
      if (reader.failure !== undefined) return [];
      functions.push({
        ...(item.kind === 'instance' ? { interfaceName: name } : {}),
        name: innerName,
        entity: part.entity,
      });
    }
  }
  return functions;
}

function describeFunction({ interfaceName, name, entity }: NamedFunction): ExportedFunction {
  const { params, result, isAsync } = entity;
  const where = interfaceName === undefined ? {} : { interfaceName };
  return { signature: { ...where, name, params, ...(result === undefined ? {} : { result }) }, isAsync };
}

function isUsed(item: Item): boolean {
  return item.kind === 'instance'
    ? [...item.entity.exports.values()].some(isMoreThanType)
    : isMoreThanType(item);
}

function isMoreThanType(item: Item): boolean {
  return item.kind !== 'type' || item.entity.sort === 'resource';
}
