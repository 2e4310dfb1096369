import {
  readInputResponse,
  type Answer,
  type AskedFeature,
  type AskFailure,
  type Question,
} from '@kami/protocol';
import type { Asker } from '@kami/runtime';
import { detach, ok, type Result } from '@kami/types';
import type { ServerContext } from '@modelcontextprotocol/server';
import type { ClientLine } from './client-line.ts';

/** What a request of the client is answered with. */
export type Turn<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** Questions that have no fitting answer yet. */
  | { readonly kind: 'asked'; readonly questions: readonly Question[]; readonly round: number };

/** Work that takes several requests of a client (MCP 2026-07-28, Multi Round-Trip Requests). */
export interface Dialogue<T> extends Disposable {
  /** Which question is to be answered; 0 while the work goes on. */
  readonly round: number;
  /** What the work wanted of the client that it does not offer. */
  readonly lacked: ReadonlySet<AskedFeature>;
  /** Takes a request, with the answers in it, until there is something to say to it. */
  take(request: ServerContext): Promise<Turn<T>>;
}

interface OpenQuestions {
  readonly questions: readonly Question[];
  readonly answers: Map<string, Answer>;
  readonly resolve: (answers: Result<readonly Answer[], AskFailure>) => void;
}

/** Starts work whose client answers questions by further requests; `onEnd` is told once when it has ended. */
export function startDialogue<T>(
  start: (line: ClientLine) => Promise<T>,
  featuresOf: (request: ServerContext) => readonly AskedFeature[],
  onEnd: () => void,
): Dialogue<T> {
  const ending = new AbortController();
  const lacked = new Set<AskedFeature>();
  let request: ServerContext | undefined;
  let isFresh = false;
  let open: OpenQuestions | undefined;
  let rounds = 0;
  let turn: PromiseWithResolvers<Turn<T>> | undefined;
  let isStarted = false;

  const withdraw = (): void => ending.abort();
  const say = (said: Turn<T>): void => {
    request?.mcpReq.signal.removeEventListener('abort', withdraw);
    request = undefined;
    turn?.resolve(said);
    turn = undefined;
  };

  /** Puts the answers of the request to the questions; asks the client again for those that are missing or do not fit. */
  const proceed = (): void => {
    if (open === undefined || request === undefined) return;
    const given = isFresh ? (request.mcpReq.inputResponses ?? {}) : {};
    isFresh = false;
    const { questions, answers, resolve } = open;
    for (const question of questions) {
      const answer = Object.hasOwn(given, question.name)
        ? readInputResponse(question, given[question.name])
        : undefined;
      if (answer?.ok === true && !answers.has(question.name)) answers.set(question.name, answer.value);
    }
    const left = questions.filter(({ name }) => !answers.has(name));
    if (left.length > 0) return say({ kind: 'asked', questions: left, round: (rounds += 1) });
    open = undefined;
    resolve(ok(questions.flatMap(({ name }) => answers.get(name) ?? [])));
  };

  const asker: Asker = {
    get features() {
      return request === undefined ? [] : featuresOf(request);
    },
    lack: (features) => features.forEach((feature) => lacked.add(feature)),
    ask(questions, signal) {
      const { promise, resolve } = Promise.withResolvers<Result<readonly Answer[], AskFailure>>();
      open = { questions, answers: new Map(), resolve };
      signal.addEventListener('abort', giveUp, { once: true });
      proceed();
      return promise;
    },
  };

  /** Nobody waits for answers any more; where no request of the client does either, the work has no one to end for. */
  const giveUp = (): void => {
    if (open === undefined) return;
    open = undefined;
    if (request === undefined) withdraw();
  };

  const run = async (): Promise<void> => {
    try {
      say({ kind: 'done', value: await start({ asker, signal: ending.signal, request: () => request }) });
    } catch (error) {
      say({ kind: 'failed', error });
    }
    onEnd();
  };

  return {
    lacked,
    get round() {
      return open === undefined || request !== undefined ? 0 : rounds;
    },
    async take(taken) {
      request = taken;
      isFresh = true;
      turn = Promise.withResolvers();
      const { promise } = turn;
      taken.mcpReq.signal.addEventListener('abort', withdraw, { once: true });
      if (taken.mcpReq.signal.aborted) withdraw();
      if (isStarted) proceed();
      else {
        isStarted = true;
        detach(run());
      }
      return promise;
    },
    [Symbol.dispose]: withdraw,
  };
}
