import { encodeBase64 } from '@kami/protocol';
import type {
  ContentAnnotations,
  ContentBlock,
  ResourceContents as ReadContents,
  ResourceDefinition,
} from '@kami/types';
import type { Annotations, Block, ResourceContents, ResourceLink } from './kami-tool-values.ts';

/** A block of `kami:tool/types` as an MCP content block. */
export function toContentBlock({ content, annotations }: Block): ContentBlock {
  const notes = annotations === undefined ? {} : { annotations: toAnnotations(annotations) };
  switch (content.tag) {
    case 'text':
      return { type: 'text', text: content.val, ...notes };
    case 'image':
    case 'audio':
      return {
        type: content.tag,
        data: encodeBase64(content.val.data),
        mimeType: content.val.mimeType,
        ...notes,
      };
    case 'link':
      return { type: 'resource_link', ...toLink(content.val), ...notes };
    case 'embedded':
      return { type: 'resource', resource: toResource(content.val), ...notes };
  }
}

/** Bytes that blocks will have at least, to refuse too many before anything is built of them. */
export function leastSize(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { content }) => sum + blockSize(content), 0);
}

function blockSize(content: Block['content']): number {
  switch (content.tag) {
    case 'text':
      return content.val.length;
    case 'image':
    case 'audio':
      return content.val.data.length;
    case 'link':
      return content.val.uri.length;
    case 'embedded':
      return content.val.body.val.length;
  }
}

function toAnnotations({ audience, priority, lastModified }: Annotations): ContentAnnotations {
  const who = (['user', 'assistant'] as const).filter((one) => audience[one] === true);
  return {
    ...(who.length === 0 ? {} : { audience: who }),
    ...(priority === undefined ? {} : { priority }),
    ...(lastModified === undefined ? {} : { lastModified }),
  };
}

/** A resource's description in the form of MCP: without the keys that the component left out. */
export function toLink({ uri, name, title, description, mimeType, size }: ResourceLink): ResourceDefinition {
  return {
    uri,
    name,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(mimeType === undefined ? {} : { mimeType }),
    ...(size === undefined ? {} : { size }),
  };
}

/** What was read of a resource in the form of MCP. */
export function toResource({ uri, mimeType, body }: ResourceContents): ReadContents {
  const kind = mimeType === undefined ? {} : { mimeType };
  return body.tag === 'text'
    ? { uri, ...kind, text: body.val }
    : { uri, ...kind, blob: encodeBase64(body.val) };
}
