import {
  MAX_HANDLES_PER_CALL,
  encodeMessage,
  parseHostCall,
  parseOnewayCall,
  type HostCall,
  type Message,
  type OnewayCall,
  type ReplyHeader,
} from '@kami/protocol';
import { isJsonObject } from '@kami/types';
import type { Channel } from './channel.ts';
import { MAX_ONEWAY_BYTES } from './budgets.ts';
import { GuestTrap, HostDefect } from './guest-stop.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** What the host answered, with the bytes that belong to it. */
export interface HostAnswer {
  readonly reply: ReplyHeader;
  readonly body: Uint8Array;
}

/**
 * The way from host functions to the host. Threat: what a guest passes in ends up in a frame, and a
 * frame that breaks a rule costs the process. Rule: every call is checked here by the same shapes that
 * the host uses, and a guest that manages to break one traps alone.
 */
export interface HostLink {
  /** How many calls were answered so far: what was read ahead holds until this changes. */
  readonly calls: number;
  /** What the host said of the last call, where it was denied. */
  readonly refusal: string | undefined;
  /** Whether a call is running. Outside one the host is not to be asked. */
  readonly inCall: boolean;
  /** Asks the host and waits. Traps outside a call. */
  call(call: HostCall, body?: Uint8Array): HostAnswer;
  /** Tells the host something; dropped outside a call, over the budget, or when it is not of the form. */
  tell(call: OnewayCall, body?: Uint8Array): void;
  /** Closes a handle of the host; travels with the next frame. */
  drop(handle: number): void;
  /** Starts a call on an instance's clock. */
  enter(clock: VirtualClock): void;
  /** Ends the call. What was to be dropped is forgotten: the host closes everything itself. */
  leave(): void;
}

/** Makes the link of a process. */
export function createHostLink(channel: Channel): HostLink {
  let clock: VirtualClock | undefined;
  let calls = 0;
  let refusal: string | undefined;
  let dropped: number[] = [];
  let onewayBytes = 0;

  const takeDropped = (): Uint8Array[] => {
    if (dropped.length === 0) return [];
    const pieces: Uint8Array[] = [];
    for (let i = 0; i < dropped.length; i += MAX_HANDLES_PER_CALL) {
      pieces.push(
        ...encodeMessage('oneway', 0, { op: 'drop', handles: dropped.slice(i, i + MAX_HANDLES_PER_CALL) }),
      );
    }
    dropped = [];
    return pieces;
  };

  return {
    get calls() {
      return calls;
    },
    get refusal() {
      return refusal;
    },
    get inCall() {
      return clock !== undefined;
    },
    call(call, body) {
      if (clock === undefined)
        throw new GuestTrap(`${call.op} is not allowed while an instance is being made`);
      const fits = parseHostCall(call);
      if (!fits.ok) throw new GuestTrap(`${call.op}: ${fits.error}`);
      const id = (calls = (calls + 1) >>> 0);
      channel.send([...takeDropped(), ...encode(call, id, body)]);
      const message = receive(channel);
      const reply = replyOf(message, id);
      refusal = 'message' in reply ? reply.message : undefined;
      clock.set(reply.time);
      return { reply, body: message.body };
    },
    tell(call, body) {
      if (clock === undefined || !parseOnewayCall(call).ok) return;
      const pieces = encodeOneway(call, body);
      onewayBytes += pieces.reduce((sum, piece) => sum + piece.length, 0);
      if (onewayBytes <= MAX_ONEWAY_BYTES) channel.send([...takeDropped(), ...pieces]);
    },
    drop(handle) {
      if (clock !== undefined) dropped.push(handle);
    },
    enter(next) {
      clock = next;
      onewayBytes = 0;
    },
    leave() {
      clock = undefined;
      dropped = [];
    },
  };
}

function encode(call: HostCall, id: number, body: Uint8Array | undefined): Uint8Array[] {
  try {
    return encodeMessage('call', id, call, body);
  } catch (error) {
    if (error instanceof RangeError) throw new GuestTrap(`${call.op}: too large`);
    throw error;
  }
}

/** Nothing for a call whose text grew over a frame's header by being escaped. */
function encodeOneway(call: OnewayCall, body: Uint8Array | undefined): Uint8Array[] {
  try {
    return encodeMessage('oneway', 0, call, body);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

function receive(channel: Channel): Message {
  try {
    return channel.receive();
  } catch (cause) {
    throw new HostDefect('the pipe to the host is broken', { cause });
  }
}

/** The host is trusted: an answer of another form is a defect of this pair of programs. */
function replyOf(message: Message, id: number): ReplyHeader {
  if (message.kind !== 'reply' || message.id !== id || !isReply(message.header)) {
    throw new HostDefect(`expected the reply to call ${id}, got ${message.kind} ${message.id}`);
  }
  return message.header;
}

function isReply(header: unknown): header is ReplyHeader {
  return isJsonObject(header) && isJsonObject(header['time']);
}
