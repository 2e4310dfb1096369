import { randomUUID } from 'node:crypto';
import {
  cutUtf8,
  readInputResponse,
  toInputRequest,
  type Answer,
  type AskFailure,
  type Question,
} from '@kami/protocol';
import type { Asker } from '@kami/runtime';
import { err, ok, type Result } from '@kami/types';
import {
  ProtocolError,
  type InputRequest,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { declaredFeatures } from './declared-features.ts';
import { toSdkRequest } from './sdk-request.ts';

/** Over what one call may wait for a person by configuration: that bound ends a request, and not this. */
const REQUEST_TIMEOUT_MS: number = 11 * 60_000;
/** A person refused to let the model be asked (MCP 2025-11-25, Sampling, Error Handling). */
const USER_REJECTED = -1;
const MAX_REASON_BYTES = 300;

/** An asker that sends requests to the client (2024-11-05 to 2025-11-25), beside the one that it serves. */
export function createRequestAsker(server: Server, ctx: ServerContext): Asker {
  return {
    get features() {
      return declaredFeatures(server, ctx);
    },
    lack: () => undefined,
    async ask(questions, signal) {
      const asked = await Promise.all(questions.map((question) => send(ctx, question, signal)));
      const answers: Answer[] = [];
      for (const answer of asked) {
        if (!answer.ok) return answer;
        answers.push(answer.value);
      }
      return ok(answers);
    },
  };
}

async function send(
  ctx: ServerContext,
  question: Question,
  signal: AbortSignal,
): Promise<Result<Answer, AskFailure>> {
  const request = toSdkRequest(toInputRequest(question));
  if (request === undefined) return refused(question, 'it cannot be asked in this revision of MCP');
  try {
    const answer = readInputResponse(question, await sendRequest(ctx, request, signal));
    return answer.ok ? answer : refused(question, answer.error);
  } catch (error) {
    if (signal.aborted) return err({ askError: 'cancelled' });
    const isRejected = error instanceof ProtocolError && Number(error.code) === USER_REJECTED;
    if (isRejected && question.kind === 'sampling') return ok({ action: 'declined' });
    const reason = error instanceof Error ? error.message : 'no reason given';
    return refused(question, `the client failed: ${cutUtf8(reason, MAX_REASON_BYTES)}`);
  }
}

async function sendRequest(
  { mcpReq }: ServerContext,
  request: InputRequest,
  signal: AbortSignal,
): Promise<unknown> {
  const options = { signal, timeout: REQUEST_TIMEOUT_MS };
  switch (request.method) {
    case 'elicitation/create': {
      const { params } = request;
      // A question by URL has an id of its own before 2026-07-28.
      const identified = params.mode === 'url' ? { ...params, elicitationId: randomUUID() } : params;
      return mcpReq.send({ method: request.method, params: identified }, options);
    }
    case 'sampling/createMessage':
      return mcpReq.send({ method: request.method, params: request.params }, options);
    case 'roots/list':
      return mcpReq.send({ method: request.method }, options);
  }
}

function refused({ name }: Question, why: string): Result<never, AskFailure> {
  return err({ askError: 'refused', message: `${name}: ${why}` });
}
