import {
  createMessageAssembler,
  decodeFramePrefix,
  encodeMessage,
  parseDeliveredPayload,
  parseHostCall,
  parseOnewayCall,
  parseResultHeader,
  FRAME_PREFIX,
  type DeliveredPayload,
  type FrameKind,
  type HostCall,
  type HostReply,
  type Message,
  type OnewayCall,
  type ResultHeader,
} from '@kami/protocol';
import { runExecutor, type Channel, type ExecutorSetup } from '@kami/engine/executor';
import { evaluateScript } from '../../src/executor/evaluate-script.ts';
import { START } from './orders.ts';

export type Answer = HostReply | { readonly reply: HostReply; readonly body: Uint8Array };

/** One thing that an executor does with orders given in a row, in this process, against a scripted host. */
export interface Run {
  readonly messages: readonly Message[];
  readonly calls: readonly HostCall[];
  readonly oneways: readonly { readonly call: OnewayCall; readonly body: Uint8Array }[];
}

export interface OrderFrame {
  readonly kind: FrameKind;
  readonly id: number;
  readonly header: unknown;
  readonly body?: Uint8Array;
}

class EndOfOrders extends Error {}

/** Runs an executor on orders. Host calls are answered by `answer`; each answer is a millisecond after the one before. */
export function runOrders(
  orders: readonly OrderFrame[],
  answer: (call: HostCall, body: Uint8Array) => Answer = refuse,
  process: Partial<Pick<ExecutorSetup, 'now' | 'code'>> = {},
): Run {
  const left = orders.map(({ kind, id, header, body }) => messageOf(encodeMessage(kind, id, header, body)));
  const replies: Message[] = [];
  const messages: Message[] = [];
  const calls: HostCall[] = [];
  const oneways: { call: OnewayCall; body: Uint8Array }[] = [];
  let time = 0;
  const channel: Channel = {
    send(pieces) {
      for (const message of messagesOf(pieces)) {
        if (message.kind === 'call') {
          const call = must(parseHostCall(message.header));
          calls.push(call);
          const given = answer(call, message.body);
          const { reply, body } = 'reply' in given ? given : { reply: given, body: undefined };
          time += 1;
          const wire = {
            wallMicros: START.wallMicros + time * 1000,
            monotonicNanos: String(BigInt(START.monotonicNanos) + BigInt(time) * 1_000_000n),
          };
          replies.push(messageOf(encodeMessage('reply', message.id, { ...reply, time: wire }, body)));
        } else if (message.kind === 'oneway')
          oneways.push({ call: must(parseOnewayCall(message.header)), body: message.body });
        else messages.push(message);
      }
    },
    receive() {
      const next = replies.shift() ?? left.shift();
      if (next === undefined) throw new EndOfOrders();
      return next;
    },
  };
  try {
    runExecutor({
      channel,
      selfTest: () => undefined,
      warmUp: () => {},
      now: () => 0,
      collectGarbage: () => {},
      code: { evaluate: evaluateScript, limitMemory: () => {} },
      ...process,
    });
  } catch (error) {
    if (!(error instanceof EndOfOrders)) throw error;
  }
  return { messages, calls, oneways };
}

/** The header of the last result, checked as the host checks it. */
export function resultOf(run: Run): ResultHeader {
  return must(parseResultHeader(run.messages.at(-1)?.header));
}

/** The payload of the last result, checked as the host checks it. */
export function payloadOf(run: Run): DeliveredPayload {
  const header = resultOf(run);
  if (header.status !== 'delivered')
    throw new Error(`${header.status}: ${header.message ?? ''} ${JSON.stringify(header.problems ?? [])}`);
  return must(parseDeliveredPayload(run.messages.at(-1)?.body ?? new Uint8Array(0)));
}

function refuse(call: HostCall): HostReply {
  throw new Error(`unexpected host call ${JSON.stringify(call)}`);
}

function messageOf(pieces: readonly Uint8Array[]): Message {
  const [message] = messagesOf(pieces);
  if (message === undefined) throw new Error('no message');
  return message;
}

function messagesOf(pieces: readonly Uint8Array[]): Message[] {
  const bytes = Buffer.concat(pieces);
  const assembler = createMessageAssembler(256 * 1024 * 1024);
  const messages: Message[] = [];
  for (let at = 0; at < bytes.length;) {
    const prefix = must(decodeFramePrefix(bytes.subarray(at)));
    const header = bytes.subarray(at + FRAME_PREFIX, at + FRAME_PREFIX + prefix.headerLength);
    at += FRAME_PREFIX + prefix.headerLength + prefix.bodyLength;
    const message = must(
      assembler.add(prefix, header, Uint8Array.from(bytes.subarray(at - prefix.bodyLength, at))),
    );
    if (message !== undefined) messages.push(message);
  }
  return messages;
}

function must<T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T {
  if (!result.ok) throw new Error(String(result.error));
  return result.value;
}
