import type { HttpReply } from '@kami/protocol';
import type { ToolName } from '@kami/types';
import type { EgressFault } from '../ports/egress.ts';
import { netGrantCommand, netGrantTarget } from '../policy/grant-command.ts';
import { describeDenial } from './denial.ts';
import type { DenialLog } from './denial-log.ts';
import type { ExchangeResource } from './resource.ts';

/** The reply to a guest whose exchange failed. Where a rule refused it, that is a denial, with the grant that lifts it. */
export function explainFault(
  tool: ToolName,
  denials: DenialLog,
  { method, hop }: Pick<ExchangeResource, 'method' | 'hop'>,
  fault: EgressFault,
): HttpReply {
  const detail = fault.detail === undefined ? {} : { detail: fault.detail };
  if (fault.refusal === undefined) return { httpError: fault.code, message: fault.message, ...detail };
  const isUnlisted = fault.refusal === 'no-rule';
  const hint = isUnlisted ? netGrantCommand(tool, hop.url) : addressGrant(tool, fault);
  const target = isUnlisted ? netGrantTarget(hop.url) : fault.target;
  const denial = denials.record({
    what: `to request ${method} ${withoutQuery(hop.url)} (${fault.message})`,
    rule: `net.${fault.refusal}`,
    ...(target === undefined ? {} : { wanted: { kind: 'net', method, target } }),
    ...(hint === undefined ? {} : { hint }),
  });
  return { httpError: fault.code, message: describeDenial(tool, denial), ...detail };
}

/** An address as it may be shown and logged: queries may hold secrets. */
export function withoutQuery(url: string): string {
  if (!URL.canParse(url)) return url.slice(0, 200);
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`.slice(0, 500);
}

function addressGrant(tool: ToolName, { target }: EgressFault): string | undefined {
  return target === undefined ? undefined : `kami grant ${tool} net=${target}`;
}
