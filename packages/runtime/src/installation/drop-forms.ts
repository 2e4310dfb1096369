import type { ComponentStore } from '@kami/engine';
import type { InstalledTool, ToolRepository } from '@kami/registry';
import { ok, type KamiError, type Result, type ToolId } from '@kami/types';

/** A prepared form by the component it is of. */
export type PreparedOf = Pick<InstalledTool, 'digest' | 'prepared'>;

/** What dropping forms needs. */
export interface DropPorts {
  readonly store: ComponentStore;
  readonly tools: ToolRepository;
  /** Hears what the operator should know and nothing fails by. */
  readonly warn: (message: string) => void;
}

/** The prepared forms of all versions of a tool, which a change of the tool may leave without a version. */
export async function formsOf(
  tools: ToolRepository,
  id: ToolId,
): Promise<Result<readonly PreparedOf[], KamiError>> {
  return tools.versions(id);
}

/**
 * Deletes those of the prepared forms that no version of any tool has. One that another process is about to name is
 * lost with the others; it is made anew when it is first used.
 */
export async function dropForms(
  store: ComponentStore,
  tools: ToolRepository,
  forms: readonly PreparedOf[],
): Promise<Result<void, KamiError>> {
  for (const { digest, prepared } of forms) {
    const named = await tools.preparedKeys(digest);
    if (!named.ok) return named;
    if (named.value.includes(prepared.key)) continue;
    const dropped = await store.removePrepared(digest, prepared.key);
    if (!dropped.ok) return dropped;
  }
  return ok(undefined);
}

/** `dropForms` after a change that is made already: a failure is told, and is none of the change. */
export async function dropFormsAfter(
  { store, tools, warn }: DropPorts,
  forms: readonly PreparedOf[],
): Promise<void> {
  const dropped = await dropForms(store, tools, forms);
  if (!dropped.ok) warn(`A prepared form that nothing uses was not deleted: ${dropped.error.message}`);
}
