import type { ComponentStore } from '@kami/engine';
import type { Examination } from '@kami/runtime';
import { ok, type KamiError, type Result } from '@kami/types';
import type { ExaminedTool } from './tool-request.ts';

/**
 * Puts the bytes of an examined tool into the store, where there is one, and gives the rest: many tools at once would fill
 * the memory. Nothing names what is put there until the tool is installed.
 */
export async function stageExamination(
  store: ComponentStore | undefined,
  { component, preparedForm, record: _record, ...examined }: Examination,
): Promise<Result<ExaminedTool, KamiError>> {
  if (store === undefined) return ok(examined);
  const { digest, prepared } = examined;
  const stored = await store.putComponent(digest, component);
  if (!stored.ok) return stored;
  const ready = await store.putPrepared(digest, prepared.key, preparedForm);
  return ready.ok ? ok(examined) : ready;
}

/** An examined tool with its bytes, as they were put into the store. Errors: `KAMI_STORE_CORRUPT`. */
export async function unstageExamination(
  store: ComponentStore,
  examined: ExaminedTool,
): Promise<Result<Examination, KamiError>> {
  const { digest, prepared } = examined;
  const component = await store.readComponent(digest);
  if (!component.ok) return component;
  const preparedForm = await store.readPrepared(digest, prepared.key, prepared.digest);
  if (!preparedForm.ok) return preparedForm;
  return ok({ ...examined, component: component.value, preparedForm: preparedForm.value });
}
