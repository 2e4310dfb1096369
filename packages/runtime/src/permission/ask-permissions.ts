/**
 * Threat: a client grants for good what only the operator may grant, or a tool's words talk a person into a yes. Rule: only
 * what the manifest asks for is asked, in KAMI's own words, and a yes counts for the one call that was denied.
 */
import { addCapability, type Denial } from '@kami/sandbox';
import type { Capability, KamiError, Result } from '@kami/types';
import { askWithin } from '../asking/ask-within.ts';
import type { Asker } from '../asking/asker.ts';
import type { Parking } from '../asking/parking.ts';
import { permissionIncludes } from '../listing/permission-includes.ts';
import type { CallReport, CallRequest, ToolHost } from '../tool-host.ts';
import { permissionForm, type AskedPermission } from './permission-form.ts';
import { permissionFor } from './permission-for.ts';

/** Starts of one call: each but the first needs a yes to something new, and a tool may try for ever. */
export const MAX_STARTS = 4;

/**
 * A host that asks the person behind the client of a call when it was denied something that can be allowed once, and
 * starts the call again with it: a call keeps the grants that it was started with.
 */
export function askPermissions(host: ToolHost, parking: Parking): ToolHost {
  return {
    ...host,
    async call(request) {
      const { asker } = request;
      return asker === undefined ? host.call(request) : callAsking(host, parking, request, asker);
    },
  };
}

async function callAsking(
  host: ToolHost,
  parking: Parking,
  request: CallRequest,
  asker: Asker,
): Promise<Result<CallReport, KamiError>> {
  const asked = new Set<string>();
  let now = request;
  for (let starts = 1; ; starts += 1) {
    const denials: Denial[] = [];
    const onDenial = (denial: Denial): void => {
      denials.push(denial);
      request.onDenial?.(denial);
    };
    const report = await host.call({ ...now, onDenial });
    const hasFailed = !report.ok || report.value.outcome.isError;
    // A variable counts as denied to every call that could read it: one that did well without needs none.
    const missed = denials.filter(({ wanted }) => hasFailed || wanted?.kind !== 'env');
    const permissions = newPermissions(now, missed, asked);
    const mayAsk = permissions.length > 0 && starts < MAX_STARTS && asker.features.includes('form');
    if (!mayAsk || request.signal.aborted) return report;
    const allowed = await askForm(parking, request, asker, permissions);
    if (allowed.length === 0 || !(await isStillGranted(host, now))) return report;
    now = withPermissions(host, now, allowed);
  }
}

/** What was denied, can be allowed once, and was not asked yet; it counts as asked from here. */
function newPermissions(
  { tool }: CallRequest,
  denials: readonly Denial[],
  asked: Set<string>,
): readonly AskedPermission[] {
  return denials
    .flatMap((denial) => permissionFor(tool.manifest.security, denial) ?? [])
    .filter(({ grant }) => !asked.has(grant) && asked.add(grant).has(grant));
}

async function askForm(
  parking: Parking,
  { tool, context, signal }: CallRequest,
  asker: Asker,
  permissions: readonly AskedPermission[],
): Promise<readonly AskedPermission[]> {
  using place = parking.enter(context.principal);
  if (place === undefined) return [];
  const form = permissionForm(tool.name, permissions);
  const answers = await askWithin(asker, [form.question], parking.bounds.waitMs, signal);
  const [answer] = answers.ok ? answers.value : [];
  return answer?.action === 'accepted' ? form.allowedBy(answer.content) : [];
}

/**
 * Whether the tool is what it was and holds what the call was started with. Minutes may have gone by, in which nothing ran
 * that a revocation could end: started again as it was, the call would have a moment with what was taken from it.
 */
async function isStillGranted(
  host: ToolHost,
  { tool, context, granted = tool.permission }: CallRequest,
): Promise<boolean> {
  const listed = await host.list(context.principal);
  if (!listed.ok) return false;
  const found = listed.value.find((listing) => listing.tool.id === tool.id)?.tool;
  return (
    found?.digest === tool.digest &&
    found.contractHash === tool.contractHash &&
    permissionIncludes(found.permission, granted)
  );
}

/** The same call once more, a call of its own in the event log; what the catalogue grants stays what a revocation looks at. */
function withPermissions(
  host: ToolHost,
  { granted, ...request }: CallRequest,
  allowed: readonly AskedPermission[],
): CallRequest {
  const { tool, context, allowedOnce = [] } = request;
  const capabilities: readonly Capability[] = allowed.map(({ capability }) => capability);
  const { callId } = host.context(context.principal);
  return {
    ...request,
    tool: { ...tool, permission: capabilities.reduce(addCapability, tool.permission) },
    context: { ...context, callId, attempt: context.attempt + 1 },
    granted: granted ?? tool.permission,
    allowedOnce: [...allowedOnce, ...allowed.map(({ grant }) => grant)],
  };
}
