import { toFormSchema } from './form-schema.ts';
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

/** A folder or another place that the client works on. */
export interface Root {
  readonly uri: string;
  readonly name?: string;
}

/** Content of a message for a model, or of one that it gave. */
export interface SampledContent {
  readonly type: string;
  readonly text?: string;
  readonly data?: string;
  readonly mimeType?: string;
}

/** A message for a model. */
export interface SamplingMessage {
  readonly role: 'user' | 'assistant';
  readonly content: SampledContent | readonly SampledContent[];
}

/** What a model is asked (MCP `sampling/createMessage`). */
export interface SamplingRequest {
  readonly messages: readonly SamplingMessage[];
  readonly maxTokens: number;
  readonly systemPrompt?: string;
  readonly temperature?: number;
  readonly stopSequences?: readonly string[];
}

/** What a model answered. */
export interface SampledMessage extends SamplingMessage {
  readonly model: string;
  readonly stopReason?: string;
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
      read: (content) => content as SampledMessage,
    };
  },
  /** Asks which folders the client works on. It grants none of them. */
  roots(): Question<readonly Root[]> {
    return { about: { tag: 'roots' }, read: (content) => content as readonly Root[] };
  },
} as const;
