import type { InstalledTool, ToolRepository } from '@kami/registry';
import {
  err,
  formatMicros,
  formatSigner,
  kamiError,
  ok,
  type Clock,
  type Digest,
  type KamiError,
  type Random,
  type Result,
  type RuntimeEvent,
} from '@kami/types';
import { artifactOf, createChangeRecorder } from '../call/event-recorder.ts';
import { takenResource } from '../features/find-resource.ts';
import { allTools } from '../listing/all-tools.ts';
import { checkMcpNames } from './mcp-name-clash.ts';
import { isUnchanged, type Decision } from './decide.ts';
import { decidedChange } from './decided-change.ts';
import { dropFormsAfter, formsOf, type DropPorts } from './drop-forms.ts';
import type { Examination } from './examine.ts';
import { keepExamination, type ExaminationPorts } from './known-examination.ts';
import { toInstalledTool } from './to-installed-tool.ts';

/** What storing an installation needs. */
export interface CommitPorts extends DropPorts, ExaminationPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly sha256: (bytes: Uint8Array) => Digest;
}

/** Who installs what from where. */
export interface InstallOrigin {
  readonly actor: string;
  readonly source: string;
  /** What was installed when the installation was decided on. */
  readonly basis: InstalledTool | undefined;
}

/**
 * Stores an examined tool: files first, each whole or not at all, the registry, the grant and the
 * events last in one transaction. A crash in between leaves files that nothing names.
 */
export async function commitInstallation(
  ports: CommitPorts,
  examination: Examination,
  decision: Decision,
  origin: InstallOrigin,
  signal: AbortSignal,
): Promise<Result<InstalledTool, KamiError>> {
  const { digest, component, preparedForm, prepared } = examination;
  const stored = await ports.store.putComponent(digest, component);
  if (!stored.ok) return stored;
  const ready = await ports.store.putPrepared(digest, prepared.key, preparedForm);
  if (!ready.ok) return ready;
  if (signal.aborted)
    return err(kamiError('KAMI_CANCELLED', 'The installation was interrupted; nothing was changed.'));
  const former = await formsOf(ports.tools, examination.manifest.id);
  if (!former.ok) return former;
  const tool = toInstalledTool(
    examination,
    decision,
    formatMicros(ports.clock.now().wallMicros),
    origin.source,
  );
  const installed = await installAsDecided(ports, tool, origin);
  if (!installed.ok) return installed;
  await dropFormsAfter(ports, former.value);
  await keepRecord(ports, examination);
  return ok(tool);
}

/** Keeps what examining found. A failure is told and costs nothing but the time of examining again. */
export async function keepRecord(
  ports: ExaminationPorts & Pick<CommitPorts, 'warn'>,
  { digest, record }: Pick<Examination, 'digest' | 'record'>,
): Promise<void> {
  if (record === undefined) return;
  const kept = await keepExamination(ports, digest, record);
  if (!kept.ok) ports.warn(`What examining the component found was not kept: ${kept.error.message}`);
}

/** A grant that is kept must still be there: one that was revoked meanwhile must not come back. */
async function installAsDecided(
  ports: CommitPorts,
  tool: InstalledTool,
  origin: InstallOrigin,
): Promise<Result<void, KamiError>> {
  return decidedChange(ports.tools, async (revision) => {
    const installed = await ports.tools.find({ nameOrId: tool.id });
    if (!installed.ok) return installed;
    if (!isUnchanged(installed.value, origin.basis)) return err(changedMeanwhile(tool));
    const taken = await takenByInstalled(ports.tools, tool);
    if (!taken.ok) return taken;
    const named = await checkMcpNames(ports.tools, tool, ports.sha256);
    if (!named.ok) return named;
    return ports.tools.install(tool, installEvents(ports, tool, origin), revision);
  });
}

/** Whether nothing that is installed has a resource of the tool. Error: `KAMI_NAME_TAKEN`. */
async function takenByInstalled(
  tools: ToolRepository,
  tool: InstalledTool,
): Promise<Result<void, KamiError>> {
  if (tool.features === undefined) return ok(undefined);
  const installed = await allTools(tools);
  if (!installed.ok) return installed;
  const taken = takenResource(tool, installed.value);
  return taken === undefined ? ok(undefined) : err(taken);
}

function changedMeanwhile({ name, source }: InstalledTool): KamiError {
  const message = `Another process changed ${name} while it was examined; nothing was installed.`;
  return kamiError('KAMI_CONFLICT', message, { hint: `Install it again: kami install ${source}` });
}

function installEvents(
  ports: CommitPorts,
  tool: InstalledTool,
  { actor, source }: InstallOrigin,
): readonly RuntimeEvent[] {
  const recorder = createChangeRecorder(ports, {
    actor,
    intent: `install ${tool.name}`,
    artifact: artifactOf(tool),
  });
  return [
    recorder.make('intent.received', 'control_plane', { source }),
    recorder.make('install.manifest', 'gate', { contractHash: tool.contractHash }),
    recorder.make('install.assets', 'gate', {
      digest: tool.digest,
      size: tool.size,
      signers: (tool.signature?.signers ?? []).map(formatSigner),
    }),
    recorder.make('install.logic', 'gate', { imports: tool.imports, convention: tool.convention }),
    recorder.make('install.heartbeat', 'gate', {
      definitions: tool.definitions.map((definition) => definition.name),
    }),
    recorder.make('tool.installed', 'control_plane', { state: tool.state, prepared: tool.prepared.digest }),
  ];
}
