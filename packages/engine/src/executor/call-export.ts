import { GuestTrap } from './guest-stop.ts';
import type { ExportTable } from './instance.ts';
import { exportName } from './values/names.ts';

/** What an exported function gave: its value, or the `err` of its `result`. */
export type ExportOutcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: unknown };

/**
 * Calls an exported function. jco's code returns the ok value of a `result` and throws its err: as a
 * value that is no `Error`, or as an `Error` that carries it as `payload`. Every other throw is a trap.
 */
export function callExport(
  exports: ExportTable,
  interfaceName: string | undefined,
  name: string,
  args: readonly unknown[],
): ExportOutcome {
  const exported = findExport(exports, interfaceName, name);
  if (exported === undefined) throw new GuestTrap(`the component does not export ${name}`);
  try {
    return { ok: true, value: exported(...args) };
  } catch (error) {
    if (!(error instanceof Error)) return { ok: false, error };
    if (Object.hasOwn(error, 'payload')) return { ok: false, error: payloadOf(error) };
    throw error;
  }
}

type ExportedFunction = (...args: readonly unknown[]) => unknown;

function findExport(
  exports: ExportTable,
  interfaceName: string | undefined,
  name: string,
): ExportedFunction | undefined {
  const scope = interfaceName === undefined ? exports : exports[interfaceName];
  if (typeof scope !== 'object' || scope === null) return undefined;
  const value: unknown = Reflect.get(scope, exportName(name));
  return isFunction(value) ? value : undefined;
}

function isFunction(value: unknown): value is ExportedFunction {
  return typeof value === 'function';
}

function payloadOf(error: Error): unknown {
  const payload: unknown = Reflect.get(error, 'payload');
  return payload;
}
