/** Who a block is for, and how much it matters (MCP annotations). */
export interface ContentAnnotations {
  readonly audience?: readonly ('user' | 'assistant')[];
  /** 0 to 1. */
  readonly priority?: number;
  /** RFC 3339. */
  readonly lastModified?: string;
}

/** A resource that the client can read. */
export interface ResourceLink {
  readonly uri: string;
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly mimeType?: string;
  /** Bytes. */
  readonly size?: number;
}

interface WireLink {
  readonly uri: string;
  readonly name: string;
  readonly title: string | null;
  readonly description: string | null;
  readonly mimeType: string | null;
  readonly size: number | null;
}

interface WireMedia {
  readonly data: Uint8Array;
  readonly mimeType: string;
}

interface WireResource {
  readonly uri: string;
  readonly mimeType: string | null;
  readonly body:
    | { readonly tag: 'text'; readonly val: string }
    | { readonly tag: 'blob'; readonly val: Uint8Array };
}

/** The content of a block in the form of `kami:tool/types`, `content`. */
export type WireContent =
  | { readonly tag: 'text'; readonly val: string }
  | { readonly tag: 'image'; readonly val: WireMedia }
  | { readonly tag: 'audio'; readonly val: WireMedia }
  | { readonly tag: 'link'; readonly val: WireLink }
  | { readonly tag: 'embedded'; readonly val: WireResource };

interface WireAnnotations {
  readonly audience: { readonly user: boolean; readonly assistant: boolean };
  readonly priority: number | null;
  readonly lastModified: string | null;
}

/** One block of a result, in the form of `kami:tool/types`, `block`. Made by the functions of this module. */
export class ContentBlock {
  readonly content: WireContent;
  readonly annotations: WireAnnotations | null;

  constructor(content: WireContent, annotations?: ContentAnnotations) {
    this.content = content;
    this.annotations = annotations === undefined ? null : toWireAnnotations(annotations);
  }
}

const toWireAnnotations = (given: ContentAnnotations): WireAnnotations => ({
  audience: {
    user: given.audience?.includes('user') ?? false,
    assistant: given.audience?.includes('assistant') ?? false,
  },
  priority: given.priority ?? null,
  lastModified: given.lastModified ?? null,
});

/** A block of text. */
export function text(value: string, annotations?: ContentAnnotations): ContentBlock {
  return new ContentBlock({ tag: 'text', val: value }, annotations);
}

/** A block of text that holds a value as JSON, indented. */
export function json(value: unknown, annotations?: ContentAnnotations): ContentBlock {
  return text(JSON.stringify(value, null, 2) ?? 'null', annotations);
}

/** An image; `mimeType` such as `image/png`. */
export function image(data: Uint8Array, mimeType: string, annotations?: ContentAnnotations): ContentBlock {
  return new ContentBlock({ tag: 'image', val: { data, mimeType } }, annotations);
}

/** A sound; `mimeType` such as `audio/wav`. */
export function audio(data: Uint8Array, mimeType: string, annotations?: ContentAnnotations): ContentBlock {
  return new ContentBlock({ tag: 'audio', val: { data, mimeType } }, annotations);
}

/** A link to a resource, which the client may read later. */
export function resourceLink(link: ResourceLink, annotations?: ContentAnnotations): ContentBlock {
  const { uri, name, title = null, description = null, mimeType = null, size = null } = link;
  return new ContentBlock(
    { tag: 'link', val: { uri, name, title, description, mimeType, size } },
    annotations,
  );
}

/** A resource itself: its text or its bytes. */
export function embeddedResource(
  resource: { readonly uri: string; readonly mimeType?: string; readonly body: string | Uint8Array },
  annotations?: ContentAnnotations,
): ContentBlock {
  const { uri, mimeType = null, body } = resource;
  const wire: WireResource['body'] =
    typeof body === 'string' ? { tag: 'text', val: body } : { tag: 'blob', val: body };
  return new ContentBlock({ tag: 'embedded', val: { uri, mimeType, body: wire } }, annotations);
}
