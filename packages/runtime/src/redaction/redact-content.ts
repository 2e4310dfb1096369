/**
 * Threat: a secret in what a tool shows, also inside binary content. Rule: every text is looked through, and every base64
 * field decoded for it, wherever content stands: in a call's answer, a resource or a prompt.
 */
import { decodeBase64, encodeBase64 } from '@kami/protocol';
import type { Redactor } from '@kami/sandbox';
import type { ContentBlock, ResourceContents } from '@kami/types';

/** A block of content without secrets. */
export function redactBlock(block: ContentBlock, redactor: Redactor): ContentBlock {
  const text = (field: string): string => redactor.text(field);
  const annotations = block.annotations === undefined ? {} : { annotations: block.annotations };
  switch (block.type) {
    case 'text':
      return { ...block, text: text(block.text) };
    case 'image':
    case 'audio':
      return { ...block, data: redactBase64(block.data, redactor), mimeType: text(block.mimeType) };
    case 'resource_link': {
      const { title, description, mimeType } = block;
      return {
        ...block,
        uri: text(block.uri),
        name: text(block.name),
        ...(title === undefined ? {} : { title: text(title) }),
        ...(description === undefined ? {} : { description: text(description) }),
        ...(mimeType === undefined ? {} : { mimeType: text(mimeType) }),
      };
    }
    case 'resource':
      return { type: 'resource', ...annotations, resource: redactContents(block.resource, redactor) };
  }
}

/** The contents of a resource without secrets. */
export function redactContents(contents: ResourceContents, redactor: Redactor): ResourceContents {
  const text = (field: string): string => redactor.text(field);
  const uri = text(contents.uri);
  const mimeType = contents.mimeType === undefined ? {} : { mimeType: text(contents.mimeType) };
  const body =
    'text' in contents ? { text: text(contents.text) } : { blob: redactBase64(contents.blob, redactor) };
  return { uri, ...mimeType, ...body };
}

/** Base64 stays base64: what it stands for is masked. Where the digits themselves spell a secret, nothing is left. */
function redactBase64(data: string, redactor: Redactor): string {
  const bytes = decodeBase64(data);
  if (bytes === undefined) return '';
  const redacted = redactor.bytes(bytes);
  const text = redacted.every((byte, index) => byte === bytes[index]) ? data : encodeBase64(redacted);
  return redactor.text(text) === text ? text : '';
}
