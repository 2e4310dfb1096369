import {
  ceilingViolation,
  type GrantRepository,
  type InstallationState,
  type InstalledTool,
  type ToolRepository,
} from '@kami/registry';
import {
  err,
  kamiError,
  ok,
  type Clock,
  type EventType,
  type JsonObject,
  type KamiError,
  type Permission,
  type Random,
  type Result,
  type RuntimeEvent,
} from '@kami/types';
import { artifactOf, createChangeRecorder } from '../call/event-recorder.ts';
import { decidedChange } from './decided-change.ts';
import { dropFormsAfter, formsOf, type DropPorts } from './drop-forms.ts';

/** What changing a grant needs. */
export interface PermissionPorts extends DropPorts {
  readonly grants: GrantRepository;
  readonly clock: Clock;
  readonly random: Random;
}

/** What a tool is to be allowed. */
export interface PermissionDecision {
  readonly permission: Permission;
  readonly state: InstallationState;
}

/** A change of what a tool is allowed. */
export interface PermissionChange {
  readonly actor: string;
  readonly type: Extract<EventType, 'tool.granted' | 'tool.revoked' | 'tool.approved' | 'tool.rolled-back'>;
  /** Decides on the version as it is; asked again when another process changed the catalogue meanwhile. */
  readonly decide: (tool: InstalledTool) => Promise<Result<PermissionDecision, KamiError>>;
  /** What changed, for the event. */
  readonly data: JsonObject;
}

/**
 * Changes what one version of a tool is allowed, never beyond its manifest. Gives what was decided. Errors: those of
 * `decide`, `KAMI_DENIED` above the ceiling, `KAMI_TOOL_UNKNOWN` when the version is gone, `KAMI_CONFLICT`.
 */
export async function changePermission(
  ports: PermissionPorts,
  version: InstalledTool,
  change: PermissionChange,
): Promise<Result<PermissionDecision, KamiError>> {
  return decidedChange(ports.tools, async (revision) => {
    const tool = await sameVersion(ports.tools, version);
    if (!tool.ok) return tool;
    const decision = await change.decide(tool.value);
    if (!decision.ok) return decision;
    const { permission, state } = decision.value;
    const above = ceilingViolation(permission, tool.value.manifest.security);
    if (above !== undefined) return err(aboveCeiling(tool.value, above));
    const events = [eventOf(ports, tool.value, change.actor, change.type, change.data)];
    const put = await replacingForms(ports, tool.value, () =>
      ports.grants.put(tool.value, permission, state, events, revision),
    );
    return put.ok ? decision : put;
  });
}

/** A version as the catalogue has it now. */
async function sameVersion(
  tools: ToolRepository,
  { id, name, version, digest, contractHash }: InstalledTool,
): Promise<Result<InstalledTool, KamiError>> {
  const versions = await tools.versions(id);
  if (!versions.ok) return versions;
  const same = versions.value.find((one) => one.digest === digest && one.contractHash === contractHash);
  if (same !== undefined) return ok(same);
  return err(kamiError('KAMI_TOOL_UNKNOWN', `${name} ${version} is not installed any more.`));
}

function aboveCeiling({ name }: InstalledTool, above: string): KamiError {
  return kamiError('KAMI_DENIED', `${name} cannot be granted ${above}: its manifest does not ask for it.`, {
    hint: 'A grant never goes beyond what tool.toml asks for; change the [security] table and install the tool again.',
  });
}

/** Takes a tool with its grants out of the catalogue. Its private folder stays. */
export async function removeTool(
  ports: Omit<PermissionPorts, 'grants'>,
  tool: InstalledTool,
  actor: string,
): Promise<Result<void, KamiError>> {
  const event = eventOf(ports, tool, actor, 'tool.removed', {});
  return replacingForms(ports, tool, () => ports.tools.remove(tool.id, [event]));
}

/** A change of a tool's versions, after which the prepared forms that no version has go. */
async function replacingForms(
  ports: DropPorts,
  { id }: InstalledTool,
  change: () => Promise<Result<void, KamiError>>,
): Promise<Result<void, KamiError>> {
  const former = await formsOf(ports.tools, id);
  if (!former.ok) return former;
  const changed = await change();
  if (changed.ok) await dropFormsAfter(ports, former.value);
  return changed;
}

function eventOf(
  ports: Pick<PermissionPorts, 'clock' | 'random'>,
  tool: InstalledTool,
  actor: string,
  type: EventType,
  data: JsonObject,
): RuntimeEvent {
  const recorder = createChangeRecorder(ports, {
    actor,
    intent: `${type} ${tool.name}`,
    artifact: artifactOf(tool),
  });
  return recorder.make(type, 'control_plane', data);
}
