import { isJsonObject, type Json, type JsonObject } from '@kami/types';
import type { Shape } from './shape.ts';

/** Any JSON value. Only for values that {@link boundedJson} gave: it bounds them, and nothing else is JSON by itself. */
export const anyJson: Shape<Json> = { check: () => undefined };

/** Any JSON object; like {@link anyJson} only for values that were bounded. */
export const jsonObject: Shape<JsonObject> = {
  check: (value) => (isJsonObject(value) ? undefined : 'expected an object'),
};
