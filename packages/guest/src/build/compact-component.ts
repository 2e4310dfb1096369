import { readUnsigned, writeUnsigned } from './leb128.ts';
import { splitData } from './split-data.ts';

/** Sections of a component (Component Model, "Binary Format") and of a core module that are written anew. */
const CUSTOM = 0;
const CORE_MODULE = 1;
const COMPONENT = 4;
const CORE_DATA = 11;

/** Bytes before the first section: the magic number and the version. */
const PREAMBLE = 8;

/** The custom section of a component that only debuggers read. */
const NAMES = 'component-name';

/**
 * The same component without the names of its parts, without the custom sections of its core modules, which only compilers
 * and debuggers read, and without the zeros in their data.
 */
export function compactComponent(component: Buffer): Buffer {
  return mapSections(component, (id, body) => {
    if (id === CORE_MODULE) return compactModule(body);
    if (id === COMPONENT) return compactComponent(body);
    return isNames(id, body) ? undefined : body;
  });
}

function compactModule(module: Buffer): Buffer {
  return mapSections(module, (id, body) => {
    if (id === CORE_DATA) return splitData(body);
    return id === CUSTOM ? undefined : body;
  });
}

function mapSections(binary: Buffer, map: (id: number, body: Buffer) => Buffer | undefined): Buffer {
  const parts = [binary.subarray(0, PREAMBLE)];
  for (let at = PREAMBLE; at < binary.length;) {
    const id = binary[at] ?? 0;
    const size = readUnsigned(binary, at + 1);
    at = size.end + size.value;
    const body = map(id, binary.subarray(size.end, at));
    if (body !== undefined) parts.push(Buffer.of(id), writeUnsigned(body.length), body);
  }
  return Buffer.concat(parts);
}

function isNames(id: number, body: Buffer): boolean {
  if (id !== CUSTOM) return false;
  const size = readUnsigned(body, 0);
  return body.toString('utf8', size.end, size.end + size.value) === NAMES;
}
