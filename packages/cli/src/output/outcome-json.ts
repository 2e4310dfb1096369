import type { ContentBlock, JsonObject } from '@kami/types';
import type { CallReport } from '@kami/runtime';

/** What `kami run --json` prints: the outcome with every block, and the milliseconds it took. */
export function reportJson({ outcome, durationMs }: CallReport): JsonObject {
  const { content, structured, isError, meta } = outcome;
  return {
    isError,
    content: content.map(blockJson),
    ...(structured === undefined ? {} : { structured }),
    ...(meta === undefined ? {} : { _meta: meta }),
    durationMs,
  };
}

function blockJson(block: ContentBlock): JsonObject {
  const { annotations, ...rest } = block;
  const base: JsonObject =
    rest.type === 'resource' ? { ...rest, resource: { ...rest.resource } } : { ...rest };
  return annotations === undefined ? base : { ...base, annotations: { ...annotations } };
}
