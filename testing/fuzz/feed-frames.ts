import { createEgress, createFileJail } from '../../packages/host-node/src/index.ts';
import { systemClock } from '../../packages/host-node/src/system/index.ts';
import type { InstalledTool } from '../../packages/registry/src/index.ts';
import type { PersonReply } from '../../packages/runtime/src/asking/ask-person.ts';
import { createLiveSeam } from '../../packages/runtime/src/call/live-seam.ts';
import { capabilityGate, createBroker, createChecker } from '../../packages/sandbox/src/index.ts';
import { createChance, type Chance } from './chance.ts';
import { frameBytes } from './frame-bytes.ts';
import type { HostileAction, HostileCase } from './hostile-action.ts';
import { watchConversation, type WatchedConversation } from './watched-conversation.ts';

/** Longest wait for one answer; then the case ends as at a deadline. */
const ANSWER_MS = 300;

/** The host's side of the pipe without a process behind it: the same frames, many times as many. */
export interface FrameFeeder extends AsyncDisposable {
  /** Feeds a case; gives what is wrong with what came of it, or nothing. */
  feed(hostile: HostileCase, seed: number): Promise<string | undefined>;
}

/** Makes it over the real policy, broker, jail and egress. */
export function createFrameFeeder(tool: InstalledTool, temporary: string): FrameFeeder {
  const clock = systemClock();
  const egress = createEgress({});
  const broker = createBroker({
    jail: createFileJail({ mechanism: 'walk', temporary }),
    egress,
    secrets: { get: () => Promise.resolve({ ok: true, value: undefined }) },
    check: createChecker([capabilityGate]),
    monotonicNanos: () => clock.now().monotonicNanos,
  });
  const { id, name, permission, manifest } = tool;
  const scope = { tool: { id, name }, permission, limits: manifest.limits, privateFolder: temporary };
  return {
    [Symbol.asyncDispose]: async () => egress[Symbol.asyncDispose](),
    async feed({ actions, expects }, seed) {
      const chance = createChance(seed);
      const ending = new AbortController();
      const call = { ...scope, isGrantable: () => true, connections: 'fuzz', signal: ending.signal };
      const session = broker.open(call, () => undefined);
      const conversation = watchConversation(
        createLiveSeam(session, clock, undefined, () => undefined, askNobody),
      );
      let isWhole = true;
      for (const action of actions) {
        isWhole &&= await perform(conversation, chance, action);
        if (!isWhole || conversation.over) break;
      }
      const { violation, problems } = conversation;
      conversation.close();
      ending.abort();
      await session[Symbol.asyncDispose]();
      return expects === 'fault' && isWhole && violation === undefined
        ? 'the violation was not found'
        : problems[0];
    },
  };
}

/** Does what an action says as far as it is about frames; false where the case cannot go on. */
async function perform(
  conversation: WatchedConversation,
  chance: Chance,
  action: HostileAction,
): Promise<boolean> {
  if (action.do === 'raw') {
    conversation.ask(undefined);
    inPieces(conversation, chance, Buffer.from(action.base64, 'base64'));
    return true;
  }
  if (action.do !== 'frame') return false;
  const id = action.id === '$job' ? 1 : (action.id ?? chance.below(1 << 20));
  conversation.ask(id);
  const replied = conversation.reply();
  const bytes = frameBytes(action, id, conversation.handle);
  for (let time = 0; time < (action.times ?? 1) && !conversation.over; time += 1)
    inPieces(conversation, chance, bytes);
  return action.wait !== true || conversation.over || (await within(replied));
}

/** Bytes come in pieces of any size. */
function inPieces(conversation: WatchedConversation, chance: Chance, bytes: Buffer): void {
  for (let at = 0; at < bytes.length && !conversation.over;) {
    const size = chance.once(3) ? 1 + chance.below(64) : bytes.length;
    conversation.receive(bytes.subarray(at, at + size));
    at += size;
  }
}

async function within(answer: Promise<void>): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), ANSWER_MS);
  const isInTime = await Promise.race([answer.then(() => true), late.promise]);
  clearTimeout(timer);
  return isInTime;
}

/** A person who never answers in time: whoever asks is told so at once. */
function askNobody(): Promise<PersonReply> {
  return Promise.resolve({ reply: { askError: 'timed-out' } });
}
