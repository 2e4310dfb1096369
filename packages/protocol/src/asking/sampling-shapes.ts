import { isJsonObject, type JsonObject } from '@kami/types';
import { either, fields, list, refine } from '../parse/composite-shapes.ts';
import { jsonObject } from '../parse/json-shapes.ts';
import { finite, integer, literal, oneOf, text } from '../parse/scalar-shapes.ts';
import { parseShape, type Shape } from '../parse/shape.ts';
import { MAX_QUESTION_BYTES } from './bounds.ts';

const MAX_MESSAGES = 256;
const MAX_TOKENS = 1_000_000;
const long = text(MAX_QUESTION_BYTES);

const content = refine(jsonObject, ({ type }) =>
  type === 'text' || type === 'image' || type === 'audio' ? undefined : 'type: expected text, image or audio',
);
const messages = list(
  fields({ role: oneOf(['user', 'assistant']), content: either(list(content, MAX_MESSAGES), content) }),
  MAX_MESSAGES,
);
/** No tools and no context of other servers: clients offer both only by capabilities of their own. */
const params = fields(
  { messages, maxTokens: integer(1, MAX_TOKENS) },
  {
    systemPrompt: long,
    temperature: finite(0, 100),
    stopSequences: list(text(1024), 64),
    modelPreferences: jsonObject,
    includeContext: literal('none'),
    metadata: jsonObject,
  },
);

/** The parameters of MCP `sampling/createMessage`, as far as a component may set them. */
export const SAMPLING_PARAMS: Shape<JsonObject> = refine(jsonObject, (value) => {
  const parsed = parseShape(params, value);
  if (!parsed.ok) return parsed.error;
  return parsed.value.messages.length === 0 ? 'messages: there is none' : undefined;
});

/** What a client sampled (MCP `CreateMessageResult`): who speaks, with what content, by which model. */
export function isSampledMessage(value: unknown): value is JsonObject {
  if (!isJsonObject(value)) return false;
  const { role, content: said, model } = value;
  const isContent = isJsonObject(said) || (Array.isArray(said) && said.every(isJsonObject));
  return (role === 'assistant' || role === 'user') && isContent && typeof model === 'string';
}
