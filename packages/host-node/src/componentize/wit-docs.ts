import { readWitStatements } from './wit-statements.ts';

/** Documentation of functions, nested as the `package-docs` section has it (wit-parser's package metadata). */
export interface WitDocs {
  readonly worlds: Readonly<Record<string, { readonly func_exports: FunctionDocs }>>;
  readonly interfaces: Readonly<Record<string, { readonly funcs: FunctionDocs }>>;
}

type FunctionDocs = Readonly<Record<string, { readonly docs: string }>>;

interface Block {
  readonly kind: 'world' | 'interface' | 'other';
  readonly name: string;
}

const WORLD = /\bworld %?([\w-]+)$/u;
const INTERFACE = /\binterface %?([\w-]+)$|\bexport %?([\w-]+) : interface$/u;
const FUNCTION = {
  world: /\bexport %?([\w-]+) : (?:async )?func\b/u,
  interface: /(?:^|\) )%?([\w-]+) : (?:async )?func\b/u,
  other: /(?!)/u,
} as const;

/** The comments in front of the functions that worlds export and interfaces have. */
export function readWitDocs(source: string): WitDocs {
  const found: Record<'world' | 'interface', Map<string, Record<string, { docs: string }>>> = {
    world: new Map(),
    interface: new Map(),
  };
  const blocks: Block[] = [];
  for (const { docs, text, ends } of readWitStatements(source)) {
    if (ends === '{') blocks.push(blockOf(text));
    if (ends === '}') blocks.pop();
    const block = blocks.at(-1);
    if (ends !== ';' || docs === '' || block === undefined || block.kind === 'other') continue;
    const name = FUNCTION[block.kind].exec(text)?.[1];
    if (name === undefined) continue;
    const functions = found[block.kind].get(block.name) ?? {};
    found[block.kind].set(block.name, { ...functions, [name]: { docs } });
  }
  return {
    worlds: fromMap(found.world, (functions) => ({ func_exports: functions })),
    interfaces: fromMap(found.interface, (functions) => ({ funcs: functions })),
  };
}

function blockOf(text: string): Block {
  const world = WORLD.exec(text)?.[1];
  if (world !== undefined) return { kind: 'world', name: world };
  const [, named, inline] = INTERFACE.exec(text) ?? [];
  const name = named ?? inline;
  return name === undefined ? { kind: 'other', name: '' } : { kind: 'interface', name };
}

function fromMap<V, W>(map: ReadonlyMap<string, V>, form: (value: V) => W): Readonly<Record<string, W>> {
  return Object.fromEntries([...map].map(([key, value]) => [key, form(value)]));
}
