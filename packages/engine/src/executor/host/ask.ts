import {
  cutUtf8,
  encodeQuestions,
  MAX_NOTE_BYTES,
  parseAnswers,
  parseQuestions,
  type Answer,
  type AskFailure,
  type Question,
} from '@kami/protocol';
import { ok, type Result } from '@kami/types';
import type { Guest } from '../guest.ts';
import { HostDefect } from '../guest-stop.ts';
import type { HostAnswer } from '../host-link.ts';
import type { ImportInterface } from '../import-interface.ts';
import { witErr, witOk, type WitResult } from '../wasi/wit-result.ts';
import { readGuestQuestions, type GuestQuestion } from './guest-question.ts';

/** `kami:host/ask`, `answer`. */
export type GuestAnswer =
  | { readonly tag: 'accepted'; readonly val: string }
  | { readonly tag: 'declined' }
  | { readonly tag: 'dismissed' };

/** `kami:host/ask`, `failure`. */
export type GuestAskFailure =
  | {
      readonly tag: 'unsupported';
      readonly val: Readonly<Record<'form' | 'url' | 'sampling' | 'roots' | 'logging' | 'progress', boolean>>;
    }
  | { readonly tag: 'refused'; readonly val: string }
  | { readonly tag: 'timed-out' }
  | { readonly tag: 'cancelled' };

type Asked = WitResult<readonly GuestAnswer[], GuestAskFailure>;

/** `kami:host/ask@0.1.x`: the call waits in the host until there are answers, and its deadline stands still. */
export function askInterface(guest: Guest): ImportInterface {
  return {
    ask(given: readonly GuestQuestion[]): Asked {
      if (guest.call === undefined || !guest.host.inCall)
        return refused('nobody can be asked outside a call');
      const questions = encode(given);
      if (!questions.ok) return refused(questions.error);
      const before = guest.clock.monotonicNanos();
      const answer = guest.host.call({ op: 'ask' }, questions.value);
      guest.call.deadlineNanos += guest.clock.monotonicNanos() - before;
      return readAnswer(answer);
    },
  };
}

/** The host takes questions that break a rule for refused as well; checked here they cost no crossing. */
function encode(given: readonly GuestQuestion[]): Result<Uint8Array, string> {
  const questions: Result<readonly Question[], string> = readGuestQuestions(given);
  if (!questions.ok) return questions;
  const body = encodeQuestions(questions.value);
  const parsed = parseQuestions(body);
  return parsed.ok ? ok(body) : parsed;
}

function readAnswer({ reply, body }: HostAnswer): Asked {
  if ('askError' in reply) return witErr(toFailure(reply));
  const answers = 'ok' in reply && reply.ok === 'asked' ? parseAnswers(body) : undefined;
  if (answers?.ok !== true) throw new HostDefect('an answer to ask has another form');
  return witOk(answers.value.map(toAnswer));
}

function toAnswer(answer: Answer): GuestAnswer {
  return answer.action === 'accepted'
    ? { tag: 'accepted', val: JSON.stringify(answer.content) }
    : { tag: answer.action };
}

function toFailure(failure: AskFailure): GuestAskFailure {
  switch (failure.askError) {
    case 'unsupported': {
      const { features } = failure;
      const [form, url] = [features.includes('form'), features.includes('url')];
      const [sampling, roots] = [features.includes('sampling'), features.includes('roots')];
      return { tag: 'unsupported', val: { form, url, sampling, roots, logging: false, progress: false } };
    }
    case 'refused':
      return { tag: 'refused', val: failure.message };
    default:
      return { tag: failure.askError };
  }
}

function refused(why: string): Asked {
  return witErr({ tag: 'refused', val: cutUtf8(why, MAX_NOTE_BYTES) });
}
