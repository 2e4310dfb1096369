import { createHash } from 'node:crypto';
import {
  JSON_RPC_CODES,
  toCapabilities,
  toInputRequest,
  type AskedFeature,
  type Question,
} from '@kami/protocol';
import { canonicalJson } from '@kami/registry';
import type { JsonObject } from '@kami/types';
import {
  inputRequired,
  MissingRequiredClientCapabilityError,
  ProtocolError,
  type InputRequest,
  type InputRequiredResult,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { ClientLine } from './client-line.ts';
import { declaredFeatures } from './declared-features.ts';
import { startDialogue, type Dialogue, type Turn } from './dialogue.ts';
import { createRequestAsker } from './request-asker.ts';
import { createRequestStates } from './request-state.ts';
import { toSdkRequest } from './sdk-request.ts';

/** The work for one method of one client that may take several of its requests. Disposing ends what waits for answers. */
export interface Dialogues<T extends object> extends Disposable {
  /**
   * Does the work that a request asks for by `params`, with a line to its client in the way of its era; or goes on with
   * what waits for the answers in the request. Throws `ProtocolError`.
   */
  hold(
    server: Server,
    ctx: ServerContext,
    params: JsonObject,
    work: (line: ClientLine) => Promise<T>,
  ): Promise<T | InputRequiredResult>;
}

/** A dialogue, and its id from its first question on. */
interface Conversation<T> {
  id: string | undefined;
  readonly dialogue: Dialogue<T>;
}

/** Makes the dialogues of one client about one method; all its requests come here. */
export function createDialogues<T extends object>(principal: string, method: string): Dialogues<T> {
  const states = createRequestStates();
  const running = new Set<Dialogue<T>>();
  /** Those that have asked something, by their ids: most calls never do, and need none. */
  const asking = new Map<string, Dialogue<T>>();
  const bindingOf = (params: JsonObject): string =>
    createHash('sha256')
      .update(canonicalJson([principal, method, params]))
      .digest('hex');

  const begin = (server: Server, work: (line: ClientLine) => Promise<T>): Conversation<T> => {
    const begun: Conversation<T> = {
      id: undefined,
      dialogue: startDialogue(
        work,
        (request) => declaredFeatures(server, request),
        () => {
          running.delete(begun.dialogue);
          if (begun.id !== undefined) asking.delete(begun.id);
        },
      ),
    };
    running.add(begun.dialogue);
    return begun;
  };

  const find = (handle: string, params: JsonObject): Conversation<T> => {
    const state = states.open(handle, bindingOf(params));
    const dialogue = state === undefined ? undefined : asking.get(state.id);
    if (state === undefined || dialogue === undefined || dialogue.round !== state.round) throw invalidState();
    return { id: state.id, dialogue };
  };

  return {
    async hold(server, ctx, params, work) {
      if (ctx.mcpReq.envelope === undefined) return work(requestLine(server, ctx));
      const handle = ctx.mcpReq.requestState();
      const conversation = typeof handle === 'string' ? find(handle, params) : begin(server, work);
      const { dialogue } = conversation;
      const turn = await dialogue.take(ctx);
      if (turn.kind !== 'asked') return endOf(turn, dialogue.lacked);
      const id = (conversation.id ??= states.newId());
      asking.set(id, dialogue);
      return askClient(turn.questions, states.seal({ id, round: turn.round }, bindingOf(params)));
    },
    [Symbol.dispose]() {
      for (const dialogue of running) dialogue[Symbol.dispose]();
    },
  };
}

/** The end of work; what failed for want of what the client does not offer is the error that says so. */
function endOf<T extends object>(
  turn: Exclude<Turn<T>, { readonly kind: 'asked' }>,
  lacked: ReadonlySet<AskedFeature>,
): T {
  const hasFailed = turn.kind === 'failed' || ('isError' in turn.value && turn.value.isError === true);
  if (hasFailed && lacked.size > 0) {
    const requiredCapabilities = toCapabilities([...lacked]);
    throw new MissingRequiredClientCapabilityError(
      { requiredCapabilities },
      `The tool needs a client that offers: ${[...lacked].join(', ')}`,
    );
  }
  if (turn.kind === 'failed') throw turn.error;
  return turn.value;
}

/** The line of the revisions in which a server sends requests of its own. */
function requestLine(server: Server, ctx: ServerContext): ClientLine {
  return { asker: createRequestAsker(server, ctx), signal: ctx.mcpReq.signal, request: () => ctx };
}

function askClient(questions: readonly Question[], requestState: string): InputRequiredResult {
  const inputRequests: Record<string, InputRequest> = {};
  for (const question of questions) {
    const request = toSdkRequest(toInputRequest(question));
    if (request !== undefined) inputRequests[question.name] = request;
  }
  return inputRequired({ inputRequests, requestState });
}

function invalidState(): ProtocolError {
  return new ProtocolError(JSON_RPC_CODES.invalidParams, 'Invalid or expired requestState', {
    reason: 'invalid_request_state',
  });
}
