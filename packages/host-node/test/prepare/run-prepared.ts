import { Script } from 'node:vm';

import { decodePreparedForm } from '@kami/engine';

/** The part of the WebAssembly JavaScript Interface that these tests use. */
declare const WebAssembly: { readonly Module: new (bytes: Uint8Array) => object };

type Instantiate = (
  getCoreModule: (name: string) => object,
  imports: object,
) => Record<string, (...args: number[]) => number>;

/** Instantiates a prepared form in this process, as an executor does. */
export function runPrepared(
  file: Uint8Array,
  imports: object = {},
): Record<string, (...args: number[]) => number> {
  const form = decodePreparedForm(file);
  if (!form.ok) throw new Error(form.error);
  const { modules, script } = form.value;
  const instantiate = new Script(script).runInThisContext() as Instantiate;
  return instantiate(
    (name) =>
      new WebAssembly.Module(modules.find((module) => module.name === name)?.bytes ?? new Uint8Array()),
    imports,
  );
}
