import type { Action, Verdict } from '@kami/sandbox';
import { kamiError, type KamiError } from '@kami/types';
import type { CallOrder } from '../tool-host.ts';
import type { CallOutcome, CallSubject } from './call-subject.ts';
import type { CallEvents } from './call-events.ts';

/** Passes a call through grant and policy. Gives the error of the first gate that refuses, else nothing. */
export async function admit(
  check: (action: Action) => Promise<Verdict>,
  { tool, context, allowedOnce = [] }: CallOrder,
  { action, definition }: Pick<CallSubject<CallOutcome>, 'action' | 'definition'>,
  events: CallEvents,
): Promise<KamiError | undefined> {
  events.note('gate.grant', 'gate', { effect: tool.state === 'held' ? 'deny' : 'allow' });
  if (tool.state === 'held') {
    return kamiError(
      'KAMI_TOOL_HELD',
      `${tool.name} ${tool.version} is installed but held: nobody approved what it asks for.`,
      {
        hint: `kami approve ${tool.name}`,
      },
    );
  }
  if (action === 'call' && !tool.definitions.some((known) => known.name === definition)) {
    return kamiError(
      'KAMI_TOOL_UNKNOWN',
      `${tool.name} has no function ${JSON.stringify(definition.slice(0, 80))}.`,
      {
        hint: `It has: ${tool.definitions.map((known) => known.name).join(', ')}`,
      },
    );
  }
  const subject = { id: tool.id, name: tool.name };
  const verdict = await check({ kind: 'tool.call', tool: subject, definition, principal: context.principal });
  if (verdict.effect === 'allow') {
    for (const grant of allowedOnce) events.note('capability.allowed', 'gate', { grant, once: true });
    return undefined;
  }
  return kamiError(
    'KAMI_DENIED',
    `Policy refuses ${tool.name} (rule ${verdict.rule}).`,
    verdict.hint === undefined ? {} : { hint: verdict.hint },
  );
}
