/**
 * Threat: a secret in an answer or an error, also inside binary content. Rule: every text, name and number is looked
 * through, and every base64 field decoded for it, before anything is given to who called.
 */
import { decodeBase64, encodeBase64 } from '@kami/protocol';
import type { Redactor } from '@kami/sandbox';
import type { ContentBlock, KamiError, Result, ToolOutcome } from '@kami/types';

/** What a call gave, without the secrets of its tool. */
export function redactResult(
  result: Result<ToolOutcome, KamiError>,
  redactor: Redactor,
): Result<ToolOutcome, KamiError> {
  return result.ok
    ? { ok: true, value: redactOutcome(result.value, redactor) }
    : { ok: false, error: redactError(result.error, redactor) };
}

function redactOutcome(outcome: ToolOutcome, redactor: Redactor): ToolOutcome {
  const { structured, meta } = outcome;
  return {
    ...outcome,
    content: outcome.content.map((block) => redactBlock(block, redactor)),
    ...(structured === undefined ? {} : { structured: redactor.json(structured) }),
    ...(meta === undefined ? {} : { meta: redactor.object(meta) }),
  };
}

/** The cause stays with KAMI: it is an error of the host's own and none of its words are the tool's. */
function redactError(error: KamiError, redactor: Redactor): KamiError {
  const { message, hint, data } = error;
  return {
    ...error,
    message: redactor.text(message),
    ...(hint === undefined ? {} : { hint: redactor.text(hint) }),
    ...(data === undefined ? {} : { data: redactor.object(data) }),
  };
}

function redactBlock(block: ContentBlock, redactor: Redactor): ContentBlock {
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
    case 'resource': {
      const { resource } = block;
      const uri = text(resource.uri);
      const mimeType = resource.mimeType === undefined ? {} : { mimeType: text(resource.mimeType) };
      const body =
        'text' in resource ? { text: text(resource.text) } : { blob: redactBase64(resource.blob, redactor) };
      return { type: 'resource', ...annotations, resource: { uri, ...mimeType, ...body } };
    }
  }
}

/** Base64 stays base64: what it stands for is masked. Where the digits themselves spell a secret, nothing is left. */
function redactBase64(data: string, redactor: Redactor): string {
  const bytes = decodeBase64(data);
  if (bytes === undefined) return '';
  const redacted = redactor.bytes(bytes);
  const text = redacted.every((byte, index) => byte === bytes[index]) ? data : encodeBase64(redacted);
  return redactor.text(text) === text ? text : '';
}
