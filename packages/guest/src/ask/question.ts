import { isRoots, isSampledMessage } from './answer-content.ts';
import { toFormSchema } from './form-schema.ts';
import type { Root, SampledMessage, SamplingRequest } from './answer-content.ts';
import type { Schema } from '../tool/schema.ts';

/** `kami:host/ask`, `subject`. */
export type WireSubject =
  | { readonly tag: 'form'; readonly val: { readonly message: string; readonly schema: string } }
  | { readonly tag: 'url'; readonly val: { readonly message: string; readonly url: string } }
  | { readonly tag: 'sample'; readonly val: string }
  | { readonly tag: 'roots' };

/** Something that can be asked with {@link ask}; `T` is the type of an answer. */
export interface Question<T> {
  readonly about: WireSubject;
  /** Checks the content of an answer; throws where it does not fit. */
  readonly read: (content: unknown) => T | Promise<T>;
}

/** Makes questions. */
export const question = {
  /** A form for the person: a flat object of texts, numbers, booleans and choices. */
  form<T>(message: string, schema: Schema<unknown, T>): Question<T> {
    return {
      about: { tag: 'form', val: { message, schema: toFormSchema(schema) } },
      async read(content) {
        const checked = await schema['~standard'].validate(content);
        if (checked.issues === undefined) return checked.value;
        throw new TypeError(checked.issues.map(({ message: issue }) => issue).join('; '));
      },
    };
  },
  /** Asks the person to open a page, for what must not pass through the client. Accepted means: opened, not done. */
  url(message: string, url: string): Question<void> {
    return { about: { tag: 'url', val: { message, url } }, read: () => undefined };
  },
  /** Asks the model behind the client. */
  sample(request: SamplingRequest): Question<SampledMessage> {
    return {
      about: { tag: 'sample', val: JSON.stringify(request) },
      read: (content) => checked(content, isSampledMessage),
    };
  },
  /** Asks which folders the client works on. It grants none of them. */
  roots(): Question<readonly Root[]> {
    return { about: { tag: 'roots' }, read: (content) => checked(content, isRoots) };
  },
} as const;

function checked<T>(content: unknown, isFit: (value: unknown) => value is T): T {
  if (isFit(content)) return content;
  throw new TypeError('the answer has another form');
}
