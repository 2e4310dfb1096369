/**
 * Threat: a server that learns is told by a client, or by a tool, to allow more. Rule: it asks nobody and grants nothing;
 * what was denied is in the event log, and said once here.
 */
import type { CallOrder, ToolHost } from '@kami/runtime';
import { describeDenial, type Denial } from '@kami/sandbox';
import type { Logger } from '../compose/logger.ts';
import { terminalText } from '../output/terminal-text.ts';

/** Denials that are told at most; those after them are in the event log alone. */
const MAX_TOLD = 1000;

/** A host of tools that logs each new denial, with the command that suggests what to grant. */
export function loggingDenials(host: ToolHost, log: Pick<Logger, 'log'>): ToolHost {
  const told = new Set<string>();
  const heard = <T extends CallOrder>(request: T): T => ({
    ...request,
    onDenial(denial: Denial) {
      request.onDenial?.(denial);
      const { name } = request.tool;
      const text = terminalText(describeDenial(name, denial));
      if (told.has(text) || told.size >= MAX_TOLD) return;
      told.add(text);
      log.log('warn', text, { suggestion: `kami policy suggest ${name}` });
    },
  });
  return {
    ...host,
    call: (request) => host.call(heard(request)),
    ask: (request) => host.ask(heard(request)),
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  };
}
