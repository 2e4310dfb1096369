import { readFile } from 'node:fs/promises';
import type { PreparedTool, SchemaToCompile } from '@kami/engine';
import { finishPrepared } from '../../src/prepare/finish-prepared.ts';
import { prepareComponent } from '../../src/prepare/prepare-component.ts';
import { guestPath, type GuestName } from '../../../../testing/guests/index.ts';

/** The prepared form of a component's bytes. */
export async function preparedForm(
  bytes: Uint8Array,
  tools: readonly PreparedTool[] = [],
  schemas: readonly SchemaToCompile[] = [],
): Promise<Uint8Array> {
  const prepared = await prepareComponent(bytes, { maxMemoryMb: 64 });
  if (!prepared.ok) throw new Error(prepared.error.message);
  const named =
    tools.length > 0
      ? tools
      : prepared.value.facts.functions.map((signature) => ({ tool: signature.name, signature }));
  const finished = finishPrepared(prepared.value.prepared, named, schemas);
  if (!finished.ok) throw new Error(finished.error.message);
  return finished.value;
}

/** The prepared form of a guest of the tests. */
export async function preparedGuest(
  name: GuestName,
  schemas: readonly SchemaToCompile[] = [],
): Promise<Uint8Array> {
  return preparedForm(new Uint8Array(await readFile(guestPath(name))), [], schemas);
}
