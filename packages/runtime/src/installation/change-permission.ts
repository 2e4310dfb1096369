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
  startTrace,
  uuidV7,
  type Clock,
  type EventType,
  type JsonObject,
  type KamiError,
  type Permission,
  type Random,
  type Result,
  type RuntimeEvent,
} from '@kami/types';
import { artifactOf, createEventRecorder } from '../call/event-recorder.ts';

/** What changing a grant needs. */
export interface PermissionPorts {
  readonly grants: GrantRepository;
  readonly tools: ToolRepository;
  readonly clock: Clock;
  readonly random: Random;
}

/** A change of what a tool is allowed. */
export interface PermissionChange {
  readonly actor: string;
  readonly type: Extract<EventType, 'tool.granted' | 'tool.revoked' | 'tool.approved'>;
  readonly permission: Permission;
  readonly state: InstallationState;
  /** What changed, for the event. */
  readonly data: JsonObject;
}

/** Changes what a tool is allowed, never beyond its manifest. Errors: `KAMI_DENIED` above the ceiling. */
export async function changePermission(
  ports: PermissionPorts,
  tool: InstalledTool,
  change: PermissionChange,
): Promise<Result<void, KamiError>> {
  const above = ceilingViolation(change.permission, tool.manifest.security);
  if (above !== undefined) {
    return err(
      kamiError('KAMI_DENIED', `${tool.name} cannot be granted ${above}: its manifest does not ask for it.`, {
        hint: 'A grant never goes beyond what tool.toml asks for; change the [security] table and install the tool again.',
      }),
    );
  }
  const events = [eventOf(ports, tool, change.actor, change.type, change.data)];
  return ports.grants.put(tool, change.permission, change.state, events);
}

/** Takes a tool with its grants out of the catalogue. Its private folder stays. */
export async function removeTool(
  ports: Omit<PermissionPorts, 'grants'>,
  tool: InstalledTool,
  actor: string,
): Promise<Result<void, KamiError>> {
  return ports.tools.remove(tool.id, [eventOf(ports, tool, actor, 'tool.removed', {})]);
}

function eventOf(
  { clock, random }: Pick<PermissionPorts, 'clock' | 'random'>,
  tool: InstalledTool,
  actor: string,
  type: EventType,
  data: JsonObject,
): RuntimeEvent {
  const recorder = createEventRecorder(clock, random, {
    actor,
    intent: `${type} ${tool.name}`,
    correlationId: uuidV7(clock, random),
    trace: startTrace(random),
    artifact: artifactOf(tool),
  });
  return recorder.make(type, 'control_plane', data);
}
