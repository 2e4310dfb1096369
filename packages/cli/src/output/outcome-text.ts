import type { ContentBlock, ToolOutcome } from '@kami/types';

/**
 * What `kami run` prints of an outcome: text as it is, other blocks as a line that says what they are. An answer without
 * blocks is its structured part: one that is too large to stand in both forms comes so.
 */
export function outcomeText(outcome: ToolOutcome): string {
  if (outcome.content.length === 0 && outcome.structured !== undefined)
    return JSON.stringify(outcome.structured);
  return outcome.content.map(blockText).join('\n');
}

function blockText(block: ContentBlock): string {
  switch (block.type) {
    case 'text':
      return block.text;
    case 'image':
    case 'audio':
      return `[${block.type} ${block.mimeType}, ${Math.floor((block.data.length * 3) / 4)} bytes: use --json for the data]`;
    case 'resource_link':
      return `[link ${block.name}: ${block.uri}]`;
    case 'resource':
      return 'text' in block.resource
        ? block.resource.text
        : `[resource ${block.resource.uri}: use --json for the data]`;
  }
}
