/**
 * Threat: a component describes itself to the operator in one text and to the model in another, by characters that do not
 * show: escape sequences, tag characters, reordering marks, variation selectors. Rule: what a component says of itself is
 * held to the rule that its manifest is held to; one hidden character, and it is not installed.
 */
import { invisibleCharacter } from '@kami/registry';
import {
  isJsonObject,
  kamiError,
  type Json,
  type KamiError,
  type ToolDefinition,
  type ToolFeatures,
} from '@kami/types';

/** What people and models read of a tool. */
export interface SpokenTexts {
  readonly definitions: readonly ToolDefinition[];
  readonly features?: ToolFeatures | undefined;
}

/**
 * Why what a tool says of itself is refused; nothing where every character shows. What resources and prompts hold is
 * data, and not looked at. Error: `KAMI_COMPONENT_INVALID`.
 */
export function refuseHiddenText({ definitions, features }: SpokenTexts): KamiError | undefined {
  for (const { name, ...spoken } of definitions) {
    const hidden = hiddenIn({ ...spoken });
    if (hidden !== undefined) return refusal(`What the function ${name} says of itself`, hidden);
  }
  const { resources = [], templates = [], prompts = [] } = features ?? {};
  for (const { body: _body, ...spoken } of resources) {
    const hidden = hiddenIn({ ...spoken });
    if (hidden !== undefined) return refusal('What a resource says of itself', hidden);
  }
  for (const template of templates) {
    const hidden = hiddenIn({ ...template });
    if (hidden !== undefined) return refusal('What a template says of itself', hidden);
  }
  for (const { messages: _messages, arguments: args, ...spoken } of prompts) {
    const hidden = hiddenIn({ ...spoken, arguments: args.map((argument) => ({ ...argument })) });
    if (hidden !== undefined) return refusal('What a prompt says of itself', hidden);
  }
  return undefined;
}

/** The first hidden character in the texts and keys of a value. Carriage returns before line feeds are line breaks. */
function hiddenIn(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return invisibleCharacter(value.replaceAll('\r\n', '\n'), true);
  if (Array.isArray(value)) return firstOf(value.map((item: Json) => () => hiddenIn(item)));
  if (!isJsonObject(value)) return undefined;
  return firstOf(
    Object.entries(value).map(
      ([key, item]) =>
        () =>
          invisibleCharacter(key, false) ?? hiddenIn(item),
    ),
  );
}

function firstOf(looks: readonly (() => string | undefined)[]): string | undefined {
  for (const look of looks) {
    const found = look();
    if (found !== undefined) return found;
  }
  return undefined;
}

function refusal(what: string, hidden: string): KamiError {
  const message = `${what} holds the invisible character ${hidden}: people and models would read different texts.`;
  return kamiError('KAMI_COMPONENT_INVALID', message, {
    hint: 'Only visible text, line breaks and tabs are taken; its author has to take the character out.',
  });
}
