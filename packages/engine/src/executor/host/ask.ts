import type { ImportInterface } from '../import-interface.ts';
import { witErr, type WitResult } from '../wasi/wit-result.ts';

/** `kami:host/ask`, `question`: only its kind matters here. */
export interface Question {
  readonly tag: 'form' | 'url' | 'sample' | 'roots';
}

/** `kami:host/ask`, the case of `failure` that says what the client cannot do. */
export interface AskFailure {
  readonly tag: 'unsupported';
  readonly val: Readonly<Record<'form' | 'url' | 'sampling' | 'roots' | 'logging' | 'progress', boolean>>;
}

/** `kami:host/ask@0.1.x`: no client is asked yet, so every question is unsupported. */
export function askInterface(): ImportInterface {
  return {
    ask(questions: readonly Question[]): WitResult<never, AskFailure> {
      const asks = (tag: Question['tag']): boolean => questions.some((question) => question.tag === tag);
      return witErr({
        tag: 'unsupported',
        val: {
          form: asks('form'),
          url: asks('url'),
          sampling: asks('sample'),
          roots: asks('roots'),
          logging: false,
          progress: false,
        },
      });
    },
  };
}
