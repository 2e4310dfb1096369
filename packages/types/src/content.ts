import type { Json, JsonObject } from './json.ts';

/** Annotations of a content block (MCP). */
export interface ContentAnnotations {
  readonly audience?: readonly ('user' | 'assistant')[];
  /** 0 to 1. */
  readonly priority?: number;
  /** RFC 3339. */
  readonly lastModified?: string;
}

/** One MCP content block. Binary data is base64 (RFC 4648, section 4). */
export type ContentBlock = { readonly annotations?: ContentAnnotations } & (
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image' | 'audio'; readonly data: string; readonly mimeType: string }
  | {
      readonly type: 'resource_link';
      readonly uri: string;
      readonly name: string;
      readonly title?: string;
      readonly description?: string;
      readonly mimeType?: string;
      readonly size?: number;
    }
  | {
      readonly type: 'resource';
      readonly resource: { readonly uri: string; readonly mimeType?: string } & (
        | { readonly text: string }
        | { readonly blob: string }
      );
    }
);

/** What a call of a tool gave. `isError` marks the tool's own failure. */
export interface ToolOutcome {
  readonly content: readonly ContentBlock[];
  readonly structured?: Json;
  readonly isError: boolean;
  readonly meta?: JsonObject;
}
