import { type InstalledTool, type InstallationState, type SignatureRecord } from '@kami/registry';
import {
  EVENT_SCHEMA_VERSION,
  NO_PERMISSION,
  parseDigest,
  parseToolId,
  parseToolName,
  parseToolVersion,
  DEFAULT_LIMITS,
  type EventType,
  type KamiError,
  type Permission,
  type Result,
  type RuntimeEvent,
  type ToolFeatures,
} from '@kami/types';

/** The value of a result that must be one; for tests. */
export function valueOf<T>(result: Result<T, KamiError>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** An installed tool; the digest repeats one hex digit. */
export function sampleTool(
  change: {
    readonly id?: string;
    readonly name?: string;
    readonly version?: string;
    readonly digest?: string;
    readonly contractHash?: string;
    readonly state?: InstallationState;
    readonly permission?: Permission;
    readonly description?: string;
    readonly definition?: string;
    readonly features?: ToolFeatures;
    readonly signature?: SignatureRecord;
  } = {},
): InstalledTool {
  const id = valueOf(parseToolId(change.id ?? 'dev.example.notes'));
  const name = valueOf(parseToolName(change.name ?? 'notes'));
  const version = valueOf(parseToolVersion(change.version ?? '1.0.0'));
  const digest = valueOf(parseDigest((change.digest ?? 'a').repeat(64)));
  return {
    id,
    name,
    version,
    digest,
    contractHash: valueOf(parseDigest((change.contractHash ?? 'c').repeat(64))),
    size: 1024,
    manifest: {
      id,
      name,
      version,
      wasm: 'notes.wasm',
      kami: '>=0.1',
      title: 'Notes',
      description: change.description ?? 'Keeps notes',
      tools: [{ function: 'add', arguments: [{ name: 'text', type: 'string', required: true }] }],
      security: {
        net: [{ methods: ['GET'], scheme: 'https', host: 'example.com', subdomains: true, port: 443 }],
        fsAccess: 'sandbox',
        env: ['LANG'],
        secrets: ['token'],
      },
      limits: DEFAULT_LIMITS,
    },
    convention: 'kami-tool',
    imports: ['wasi:http/outgoing-handler@0.2.3'],
    definitions: [
      {
        name: 'add',
        description: change.definition ?? 'Adds',
        inputSchema: { type: 'object', properties: {} },
      },
    ],
    ...(change.features === undefined ? {} : { features: change.features }),
    ...(change.signature === undefined ? {} : { signature: change.signature }),
    prepared: { key: 'v1-64.prepared', digest: valueOf(parseDigest('d'.repeat(64))) },
    state: change.state ?? 'active',
    permission: change.permission ?? NO_PERMISSION,
    installedAt: '2026-11-21T10:00:00.000000Z',
    source: './notes',
  };
}

let lastEvent = 0;

/** An event with an id of its own. */
export function sampleEvent(
  type: EventType = 'tool.installed',
  change: Partial<RuntimeEvent> = {},
): RuntimeEvent {
  lastEvent += 1;
  return {
    eventId: `00000000-0000-7000-8000-${String(process.pid).padStart(6, '0').slice(-6)}${String(lastEvent).padStart(6, '0')}`,
    time: '2026-11-21T10:00:00.000001Z',
    traceId: '1'.repeat(32),
    spanId: '2'.repeat(16),
    correlationId: 'call-1',
    actor: 'cli:1000',
    intent: 'install notes',
    phase: 'control_plane',
    type,
    schemaVersion: EVENT_SCHEMA_VERSION,
    data: { size: 1024 },
    ...change,
  };
}
