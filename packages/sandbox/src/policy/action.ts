import type { NetRule, SecretGrant, ToolId, ToolName } from '@kami/types';

/** Something that is about to happen and that policy may refuse: a call of a tool, or what a running tool asks of the host. */
export type Action =
  | {
      readonly kind: 'tool.call';
      readonly tool: ToolSubject;
      readonly definition: string;
      readonly principal: string;
    }
  | {
      readonly kind: 'net.request';
      readonly tool: ToolSubject;
      readonly method: string;
      readonly url: string;
      readonly rules: readonly NetRule[];
    }
  | {
      readonly kind: 'fs.access';
      readonly tool: ToolSubject;
      readonly path: string;
      /** Whether it was to be changed. */
      readonly write?: boolean;
    }
  | {
      readonly kind: 'secret.read';
      readonly tool: ToolSubject;
      readonly name: string;
      readonly grants: readonly SecretGrant[];
    }
  | { readonly kind: 'socket.use'; readonly tool: ToolSubject; readonly address: string };

/** The tool that acts. */
export interface ToolSubject {
  readonly id: ToolId;
  readonly name: ToolName;
}

/** The decision on an action. */
export interface Verdict {
  readonly effect: 'allow' | 'deny';
  /** The rule that decided, for example `net.no-rule`. */
  readonly rule: string;
  /** The command that would lift a denial; absent when none can. */
  readonly hint?: string;
  /** What is known about the data involved; carried along, empty for now. */
  readonly labels: readonly string[];
}

/** One link of the chain of policy. Gives nothing where it has no opinion. */
export type Gate = (action: Action) => Promise<Verdict | undefined>;

/** Asks the gates in order; the first opinion holds, and silence is a denial. */
export function createChecker(gates: readonly Gate[]): (action: Action) => Promise<Verdict> {
  return async (action) => {
    for (const gate of gates) {
      const verdict = await gate(action);
      if (verdict !== undefined) return verdict;
    }
    return { effect: 'deny', rule: 'default.deny', labels: [] };
  };
}
