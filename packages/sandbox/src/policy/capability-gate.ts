/**
 * Threat: a tool reaches what its operator did not grant. Rule: only what a grant names is allowed;
 * every refusal names the rule and the command that would lift it.
 */
import { matchNetRules } from '../net/match-net-rule.ts';
import type { Gate, Verdict } from './action.ts';
import { mountGrantCommand, netGrantCommand, secretReadCommand } from './grant-command.ts';

function deny(rule: string, hint: string | undefined): Verdict {
  return { effect: 'deny', rule, labels: [], ...(hint === undefined ? {} : { hint }) };
}

const ALLOWED: Verdict = { effect: 'allow', rule: 'grant', labels: [] };

/** The gate that knows grants: allows calls of tools, and of host calls what the tool was granted. */
export const capabilityGate: Gate = (action) => {
  switch (action.kind) {
    case 'tool.call':
      return Promise.resolve(ALLOWED);
    case 'net.request':
      return Promise.resolve(
        matchNetRules(action.rules, action.method, action.url)
          ? ALLOWED
          : deny('net.no-rule', netGrantCommand(action.tool.name, action.url)),
      );
    case 'fs.access':
      return Promise.resolve(deny('fs.no-mount', mountGrantCommand(action.tool.name, action.path)));
    case 'secret.read':
      return Promise.resolve(
        action.grants.some(({ use, name }) => use === 'read' && name === action.name)
          ? ALLOWED
          : deny('secret.not-granted', secretReadCommand(action.tool.name, action.name)),
      );
    case 'socket.use':
      return Promise.resolve(deny('sockets.never', undefined));
    default:
      return Promise.resolve(undefined);
  }
};
