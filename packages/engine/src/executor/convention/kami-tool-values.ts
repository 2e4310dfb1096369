/** The values of `kami:tool/types` and `kami:tool/tools@0.1.x` as jco's generated code gives them. */

/** What a content block holds, and for whom. */
export interface Block {
  readonly content:
    | { readonly tag: 'text'; readonly val: string }
    | { readonly tag: 'image' | 'audio'; readonly val: Media }
    | { readonly tag: 'link'; readonly val: ResourceLink }
    | { readonly tag: 'embedded'; readonly val: ResourceContents };
  readonly annotations?: Annotations | undefined;
}

/** Hints for the client. */
export interface Annotations {
  readonly audience: { readonly user?: boolean; readonly assistant?: boolean };
  readonly priority?: number | undefined;
  readonly lastModified?: string | undefined;
}

/** An image or a sound, and its media type. */
export interface Media {
  readonly data: Uint8Array;
  readonly mimeType: string;
}

/** A resource that the client may read. */
export interface ResourceLink {
  readonly uri: string;
  readonly name: string;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly mimeType?: string | undefined;
  readonly size?: number | undefined;
}

/** A resource's bytes or text, sent along. */
export interface ResourceContents {
  readonly uri: string;
  readonly mimeType?: string | undefined;
  readonly body:
    | { readonly tag: 'text'; readonly val: string }
    | { readonly tag: 'blob'; readonly val: Uint8Array };
}

/** What a call that succeeded gives; `structured` and `meta` are JSON text. */
export interface Outcome {
  readonly content: readonly Block[];
  readonly structured?: string | undefined;
  readonly meta?: string | undefined;
}

/** Why a call did not succeed. */
export type Failure =
  | { readonly tag: 'failed'; readonly val: readonly Block[] }
  | { readonly tag: 'invalid'; readonly val: readonly { readonly path: string; readonly message: string }[] }
  | { readonly tag: 'needs'; readonly val: Readonly<Record<string, boolean | undefined>> };

/** A tool as `describe` tells it; the schemas are JSON text. */
export interface Definition {
  readonly name: string;
  readonly title?: string | undefined;
  readonly description: string;
  readonly inputSchema: string;
  readonly outputSchema?: string | undefined;
}

/** What a template of resources is called. */
export interface Template {
  readonly uriTemplate: string;
  readonly name: string;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly mimeType?: string | undefined;
}

/** One page of resources. */
export interface Page {
  readonly items: readonly ResourceLink[];
  readonly next?: string | undefined;
}

/** A prompt as `describe` tells it. */
export interface Prompt {
  readonly name: string;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly arguments: readonly {
    readonly name: string;
    readonly title?: string | undefined;
    readonly description?: string | undefined;
    readonly required: boolean;
  }[];
}

/** A prompt with its arguments filled in. */
export interface Filled {
  readonly description?: string | undefined;
  readonly messages: readonly { readonly role: 'user' | 'assistant'; readonly block: Block }[];
}

/** Why a resource or a prompt was not given. */
export type FeatureFailure =
  | { readonly tag: 'not-found' }
  | { readonly tag: 'invalid' | 'failed'; readonly val: string };

/** Values that could stand for an argument. */
export interface Completion {
  readonly values: readonly string[];
  readonly total?: number | undefined;
  readonly more: boolean;
}

/** A value that a component gives or throws. */
export type Lifted =
  | Outcome
  | Failure
  | readonly Definition[]
  | readonly Template[]
  | readonly Prompt[]
  | readonly ResourceContents[]
  | Page
  | Filled
  | FeatureFailure
  | Completion;

/**
 * The types above are what the component's own type section says, and the prepared script lifts by it:
 * a statement to the compiler, not a check.
 */
export function isLifted<T extends Lifted>(value: unknown): value is T {
  return typeof value === 'object' && value !== null;
}
