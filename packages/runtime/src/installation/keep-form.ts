import type { InstalledTool } from '@kami/registry';
import { ok, type KamiError, type Result } from '@kami/types';
import { artifactOf, createChangeRecorder } from '../call/event-recorder.ts';
import { dropForms } from './drop-forms.ts';
import type { PreparedFormPorts, RemakeReason } from './prepared-forms.ts';
import type { RemadeForm } from './remake-form.ts';

/**
 * Stores a form that was made anew: its file first, then its name in the registry in one transaction with the event, and
 * at last the file that nothing names any more goes: the former one, or this one where another process was first. A
 * failure is told and costs no call: the form is made again by the next process.
 */
export async function keepForm(
  ports: PreparedFormPorts,
  tool: InstalledTool,
  form: RemadeForm,
  reason: RemakeReason,
): Promise<void> {
  const kept = await store(ports, tool, form, reason);
  if (!kept.ok) ports.warn(`${tool.name} was prepared anew and not stored: ${kept.error.message}`);
}

async function store(
  ports: PreparedFormPorts,
  tool: InstalledTool,
  { bytes, prepared }: RemadeForm,
  reason: RemakeReason,
): Promise<Result<void, KamiError>> {
  const { digest } = tool;
  const written = await ports.store.putPrepared(digest, prepared.key, bytes);
  if (!written.ok) return written;
  if (prepared.digest === tool.prepared.digest) return ok(undefined);
  const recorder = createChangeRecorder(ports, {
    actor: ports.actor,
    intent: `prepare ${tool.name} anew`,
    artifact: artifactOf(tool),
  });
  const event = recorder.make('tool.prepared', 'control_plane', { reason, prepared: prepared.digest });
  const named = await ports.tools.replacePrepared(tool, prepared, [event]);
  if (!named.ok && named.error.code !== 'KAMI_TOOL_UNKNOWN') return named;
  return dropForms(ports.store, ports.tools, [
    { digest, prepared: tool.prepared },
    { digest, prepared },
  ]);
}
