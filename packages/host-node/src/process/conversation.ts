/**
 * Threat: whoever breaks out of WebAssembly speaks this pipe. Rule: in each state only the frames of that
 * state are taken, one host call at a time, each within its size; anything else is a violation.
 */
import {
  createMessageAssembler,
  encodeMessage,
  parseHostCall,
  parseOnewayCall,
  type FrameKind,
  type Message,
  type MessageAssembler,
} from '@kami/protocol';
import type { HostCallSeam, SeamReply } from '@kami/runtime';
import { err, ok, type Result } from '@kami/types';
import { acceptFrame } from './accept-frame.ts';
import { MAX_CALL_BODY, MAX_ONEWAY_BODY, MAX_UNREAD_ANSWERS } from './executor-bounds.ts';
import type { Child } from './child.ts';
import { createFrameReader } from './frame-reader.ts';
import { createOnewayBudget, type OnewayBudget } from './oneway-budget.ts';

/** What the host is waiting for: which kinds of frame end it and what may come before. */
export interface Exchange {
  readonly name: 'starting' | 'loading' | 'making' | 'running';
  /** The kinds that end the exchange, with the largest body of each. */
  readonly endings: ReadonlyMap<FrameKind, number>;
  /** Who answers host calls; absent where none may come. */
  readonly seam?: HostCallSeam;
  /** Takes the ending message; an error is a violation. */
  end(message: Message): Result<void, string>;
}

/** The host's side of the talk with one executor. */
export interface Conversation {
  /** Takes bytes from the executor. An error is the rule that it broke. */
  receive(chunk: Uint8Array): Result<void, string>;
  /** Starts an exchange. Throws while another one is open. */
  begin(exchange: Exchange): void;
  /** Ends whatever is open: late answers to host calls are dropped. */
  close(): void;
}

/** How a conversation reaches the process it talks to. */
export interface ConversationLink extends Pick<Child, 'write' | 'unread'> {
  /**
   * A host call or a one-way call is about to be taken, which may hold up the main loop: a line of log goes to a pipe that
   * nobody reads.
   */
  onCall(): void;
  /** A question to a person is taken, and later answered: the time between does not count. */
  onAsk(): void;
  onAsked(): void;
  /** The host failed to answer it: a defect. */
  onDefect(cause: unknown): void;
}

interface OpenExchange extends Exchange {
  readonly assembler: MessageAssembler;
  readonly budget: OnewayBudget;
  calling: boolean;
}

/** Makes the host's side of a conversation in which nothing is open yet. */
export function createConversation(link: ConversationLink): Conversation {
  let open: OpenExchange | undefined;

  const reply = (exchange: OpenExchange, id: number, answer: SeamReply): void => {
    if (open !== exchange) return;
    exchange.calling = false;
    link.write(encodeMessage('reply', id, answer.header, answer.body));
  };

  const takeCall = (exchange: OpenExchange, seam: HostCallSeam, message: Message): Result<void, string> => {
    if (message.body.length > MAX_CALL_BODY) return err('host call over its size');
    if (link.unread() > MAX_UNREAD_ANSWERS) return err('host call before earlier answers were read');
    const call = parseHostCall(message.header);
    if (!call.ok) return err(`host call: ${call.error}`);
    link.onCall();
    exchange.calling = true;
    exchange.budget.addCall();
    const asks = call.value.op === 'ask';
    if (asks) link.onAsk();
    seam
      .call(call.value, message.body)
      .then((answer) => {
        if (asks && open === exchange) link.onAsked();
        reply(exchange, message.id, answer);
      })
      .catch((cause: unknown) => link.onDefect(cause));
    return ok(undefined);
  };

  const takeOneway = (
    exchange: OpenExchange,
    seam: HostCallSeam,
    message: Message,
    size: number,
  ): Result<void, string> => {
    if (message.body.length > MAX_ONEWAY_BODY) return err('one-way call over its size');
    const spent = exchange.budget.spend(size);
    if (!spent.ok) return spent;
    const call = parseOnewayCall(message.header);
    if (!call.ok) return err(`one-way call: ${call.error}`);
    link.onCall();
    seam.oneway(call.value, message.body);
    return ok(undefined);
  };

  const take = (exchange: OpenExchange, message: Message, size: number): Result<void, string> => {
    const largest = exchange.endings.get(message.kind);
    if (largest === undefined) {
      if (exchange.seam === undefined) return err(`${message.kind} while ${exchange.name}`);
      if (message.kind === 'call') return takeCall(exchange, exchange.seam, message);
      return takeOneway(exchange, exchange.seam, message, size);
    }
    if (message.body.length > largest) return err(`${message.kind} over its size`);
    open = undefined;
    return exchange.end(message);
  };

  const reader = createFrameReader({
    accept: (prefix) => (open === undefined ? err(`${prefix.kind} while idle`) : acceptFrame(open, prefix)),
    deliver(prefix, header, body) {
      if (open === undefined) return err(`${prefix.kind} while idle`);
      const message = open.assembler.add(prefix, header, body);
      if (!message.ok || message.value === undefined) return message.ok ? ok(undefined) : message;
      return take(open, message.value, header.length + message.value.body.length);
    },
  });

  return {
    receive: (chunk) => reader.push(chunk),
    begin(exchange) {
      if (open !== undefined) throw new Error('the executor is busy');
      const largest = Math.max(MAX_CALL_BODY, ...exchange.endings.values());
      open = {
        ...exchange,
        assembler: createMessageAssembler(largest),
        budget: createOnewayBudget(),
        calling: false,
      };
    },
    close: () => void (open = undefined),
  };
}
