/**
 * Threat: a core module or WIT text made to exhaust the component tools. Rule: they run only in the throwaway
 * process, on its in-memory WASI library.
 */
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';

import { componentizeRefusal } from './componentize-refusal.ts';
import { useInMemoryShim } from './in-memory-shim.ts';
import type { ComponentizeJob } from './job.ts';
import { findWitLine } from './find-wit-line.ts';
import { stripCoreModule } from './strip-core-module.ts';

/** The module name under which a C library asks for WASI preview 1. */
const PREVIEW1 = 'wasi_snapshot_preview1';
const NO_WIT =
  'The core module does not say which component it is to be, and no WIT was given: set `wit` in [build] of tool.toml.';

/**
 * Makes a component of a core module: custom sections are left out, the WIT is embedded unless the module has one, and
 * the adapter, which stands in front of the module in `body`, is linked where it has bytes. Errors:
 * `KAMI_COMPONENT_INVALID`, with `line` of the WIT text in the data where the mistake is there.
 */
export async function componentize(
  job: ComponentizeJob,
  body: Uint8Array,
): Promise<Result<Uint8Array, KamiError>> {
  const core = stripCoreModule(body.subarray(job.adapterBytes));
  const { wit, world, encoding } = job;
  if (!core.hasComponentType && wit === undefined) return err(kamiError('KAMI_COMPONENT_INVALID', NO_WIT));
  using _hooks = useInMemoryShim();
  const { componentEmbed, componentNew, parse } = await import('@bytecodealliance/jco-transpile/wasm-tools');
  const embed = (witSource: string): Promise<Uint8Array> =>
    componentEmbed({
      binary: core.bytes,
      witSource,
      ...(world === undefined ? {} : { world }),
      ...(encoding === undefined ? {} : { stringEncoding: encoding }),
    });
  let described = core.bytes;
  if (!core.hasComponentType && wit !== undefined) {
    try {
      described = await embed(wit);
    } catch (cause) {
      return err(componentizeRefusal(cause, await findWitLine(wit, cause, embed)));
    }
  }
  try {
    let adapter = body.subarray(0, job.adapterBytes);
    if (job.adapterWit !== undefined) {
      const binary = await parse(new TextDecoder().decode(adapter));
      adapter = await componentEmbed({ binary, witSource: job.adapterWit, world: 'adapter' });
    }
    return ok(await componentNew(described, adapter.length === 0 ? [] : [[PREVIEW1, adapter]]));
  } catch (cause) {
    return err(componentizeRefusal(cause));
  }
}
