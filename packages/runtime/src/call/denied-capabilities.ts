import { ceilingViolation, type InstalledTool } from '@kami/registry';
import { addCapability, grantCommand, type CallScope, type CallSecrets, type Denial } from '@kami/sandbox';
import type { CallOrder } from '../tool-host.ts';
import type { CallEvents } from './call-events.ts';
import { NO_PERMISSION, type Capability, type JsonObject, type RequestedSecurity } from '@kami/types';

/** Imports through which a component is given environment variables. */
const READS_ENVIRONMENT = /^wasi:(?:cli\/environment|config\/store)@/;

/** Whether a manifest asks for as much as a capability, so that a grant may give it. */
export function grantableTo(security: RequestedSecurity): (capability: Capability) => boolean {
  return (capability) => ceilingViolation(addCapability(NO_PERMISSION, capability), security) === undefined;
}

/** What the broker has to know of a call, made for each. `privateFolder` is the path of the tool's private folder. */
export function callScope(
  { tool, context, signal }: Pick<CallOrder, 'tool' | 'context' | 'signal'>,
  privateFolder: string,
  secrets: CallSecrets | undefined,
): CallScope {
  const { id, name, digest, permission, manifest } = tool;
  return {
    tool: { id, name },
    permission,
    limits: manifest.limits,
    privateFolder,
    isGrantable: grantableTo(manifest.security),
    ...(secrets === undefined ? {} : { secrets }),
    // Only requests ask for it.
    get connections() {
      return JSON.stringify([id, digest, permission, context.principal]);
    },
    signal,
  };
}

/** Puts a denial into the call's events, and tells who listens. */
export function noteDenial(
  { onDenial }: Pick<CallOrder, 'onDenial'>,
  events: Pick<CallEvents, 'note'>,
  denial: Denial,
): void {
  events.note('capability.denied', 'gate', denialEventData(denial));
  onDenial?.(denial);
}

/** What an event says of a denial: the words, the rule, the command that lifts it, and what was missing. */
export function denialEventData({ what, rule, hint, wanted }: Denial): JsonObject {
  return {
    what,
    rule,
    ...(hint === undefined ? {} : { grant: hint }),
    ...(wanted === undefined ? {} : { wanted: { ...wanted } }),
  };
}

/**
 * The variables that a tool's manifest asks for and that it was not granted, where its component can read any. They are
 * missing in what it is started with, so that nobody sees it look for one: each of its calls counts as a look.
 */
export function withheldVariables({
  name,
  imports,
  manifest,
  permission,
}: Pick<InstalledTool, 'name' | 'imports' | 'manifest' | 'permission'>): readonly Denial[] {
  if (!imports.some((imported) => READS_ENVIRONMENT.test(imported))) return [];
  return manifest.security.env
    .filter((key) => !permission.env.includes(key))
    .map((key) => ({
      what: `to read the environment variable ${key}`,
      rule: 'env.not-granted',
      hint: grantCommand(name, `env=${key}`),
      wanted: { kind: 'env', key },
    }));
}
