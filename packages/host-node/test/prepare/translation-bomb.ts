import { buildAdder } from './wat-components.ts';

const EMPTY_MODULE = Uint8Array.fromHex('0061736d01000000');
const COMPONENT = Uint8Array.fromHex('0061736d0d000100');
/** Below the transpiler's own bound on the instances of one component. */
const INSTANCES = 900;

/**
 * A component of a few kilobytes whose translation is huge: it makes 900 instances of a component that makes 900
 * instances of the next one, `levels` deep, and the innermost ones make 900 core instances; the translation has a
 * statement for every core instance.
 */
export async function buildTranslationBomb(levels: number): Promise<Uint8Array> {
  let inner = new Uint8Array([...COMPONENT, ...section(1, EMPTY_MODULE), ...section(2, instances(0))]);
  for (let level = 1; level < levels; level += 1)
    inner = new Uint8Array([...COMPONENT, ...section(4, inner), ...section(5, instances(0))]);
  return new Uint8Array([...(await buildAdder()), ...section(4, inner), ...section(5, instances(0))]);
}

/** A vector of instances without arguments of the module or component with this index. */
function instances(index: number): number[] {
  return [...leb(INSTANCES), ...Array.from({ length: INSTANCES }, () => [0, index, 0]).flat()];
}

function section(id: number, content: Iterable<number>): number[] {
  const bytes = [...content];
  return [id, ...leb(bytes.length), ...bytes];
}

/** An unsigned LEB128 number. */
function leb(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...leb(value >>> 7)];
}
