import type { Denial } from '@kami/sandbox';
import type { JsonObject } from '@kami/types';

/** A denial as a test sees it. */
export function denialJson({ what, rule, hint, wanted }: Denial): JsonObject {
  return {
    rule,
    what,
    ...(wanted === undefined ? {} : { wanted: { ...wanted } }),
    ...(hint === undefined ? {} : { hint }),
  };
}
