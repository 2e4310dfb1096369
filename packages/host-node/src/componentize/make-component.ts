import { err, ok, type KamiError, type Preview1Adapter, type Result, type StringEncoding } from '@kami/types';

import { parseComponentized } from '../prepare/parse-answer.ts';
import { startPrepareJob, type PreparerOptions } from '../prepare/start-prepare-job.ts';
import { addDocs } from './add-docs.ts';
import { readAdapter } from './read-adapter.ts';
import { readWit } from './read-wit.ts';
import { readWitDocs } from './wit-docs.ts';
import type { WitSource } from './wit-source.ts';

/** What a component is made of, and with. */
export interface ComponentParts extends PreparerOptions {
  /** A core module; a component is given back as it is. */
  readonly core: Uint8Array;
  /** The project's folder, which `wit` is relative to. */
  readonly folder: string;
  /** A WIT file or a folder of them. Needed unless the core module brings its own, as wit-bindgen writes it. */
  readonly wit?: string;
  /** The world of the WIT, where it has several. */
  readonly world?: string;
  /** What the module's strings are made of; UTF-8 unless said. */
  readonly encoding?: StringEncoding;
  /** By which of the adapters a module made for WASI preview 1 (a library without `main`) runs on WASI 0.2; `full` unless said. */
  readonly adapter?: Preview1Adapter;
  /** The folder of adapters: `full.wasm`, and `minimal.wat` with `minimal.wit`. */
  readonly adapters: string;
}

/** Version and layer of a component, behind the magic number (component-model, Binary.md). */
const COMPONENT_PREAMBLE: Uint8Array = Uint8Array.of(0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0);

/**
 * Makes a component of a core module, in a throwaway process without authority: leaves out names and debug information,
 * embeds the WIT unless the module brings its own, keeps what the WIT says of its functions, and links the adapter for WASI
 * preview 1 where the module asks for it.
 * Errors: `KAMI_COMPONENT_INVALID` with the mistake, and its `file:line` where it is in the WIT; `KAMI_SOURCE_UNREADABLE`.
 */
export async function makeComponent(
  parts: ComponentParts,
  signal: AbortSignal,
): Promise<Result<Uint8Array, KamiError>> {
  const { core, world, encoding } = parts;
  if (COMPONENT_PREAMBLE.every((byte, index) => core[index] === byte)) return ok(core);
  const wit = parts.wit === undefined ? undefined : readWit(parts.folder, parts.wit);
  if (wit?.ok === false) return wit;
  const adapter = readAdapter(core, parts.adapters, parts.adapter ?? 'full');
  if (!adapter.ok) return adapter;
  const job = {
    job: 'componentize',
    adapterBytes: adapter.value.bytes.length,
    ...(adapter.value.wit === undefined ? {} : { adapterWit: adapter.value.wit }),
    ...(wit === undefined ? {} : { wit: wit.value.text }),
    ...(world === undefined ? {} : { world }),
    ...(encoding === undefined ? {} : { encoding }),
  } as const;
  const answer = await startPrepareJob(parts, job, Buffer.concat([adapter.value.bytes, core]), signal);
  if (!answer.ok) return answer;
  const component = parseComponentized(answer.value);
  if (!component.ok) return err(placed(component.error, wit?.value));
  return ok(wit === undefined ? component.value : addDocs(component.value, readWitDocs(wit.value.text)));
}

/** The error with the place in the author's file in front, where it is about a line of the WIT. */
function placed(error: KamiError, wit: WitSource | undefined): KamiError {
  const line = error.data?.['line'];
  if (wit === undefined || typeof line !== 'number') return error;
  const { data: _line, ...rest } = error;
  return { ...rest, message: `${wit.placeOf(line)}: ${error.message}` };
}
