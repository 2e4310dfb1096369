/**
 * Threat: a stranger's tool is called almost like one that is trusted, and a person grants it what was meant for the other:
 * `paypa1` and `paypal`, `modern` and `modem`. Rule: names of one shape are one name. No tool gets an id or a name that has
 * the shape of another tool's. Letter case and all beyond ASCII are refused before, by the form of ids and names.
 */
import { kamiError, type KamiError } from '@kami/types';
import type { InstalledTool } from './installed-tool.ts';

/** What a tool is known by. */
export type ToolLabel = Pick<InstalledTool, 'id' | 'name'>;

/**
 * What is taken for something else in usual fonts, and what stands for both in a shape: the confusables of Unicode (UTS 39,
 * section 4) among the characters of ids and names. No shape holds what is replaced, so their order means nothing.
 */
const SHAPES: readonly (readonly [seen: string, shape: string])[] = [
  ['1', 'l'],
  ['0', 'o'],
  ['m', 'rn'],
  ['w', 'vv'],
];

/** The shape of an id or a name: the same for those that differ in characters that look alike only. */
export function nameShape(name: string): string {
  return SHAPES.reduce((shape, [seen, by]) => shape.replaceAll(seen, by), name);
}

/**
 * The error of a tool whose id or name another one has, or one that looks like it; nothing where both differ enough.
 * `names` are those that versions of the tool have already, empty where it is not installed: they are not asked for their
 * looks again, so that two tools that were there before this rule can be updated.
 */
export function labelClash(
  tool: ToolLabel,
  names: readonly string[],
  other: ToolLabel,
): KamiError | undefined {
  if (other.id === tool.id) return undefined;
  if (other.name === tool.name) return sameName(tool, other);
  if (names.length === 0 && nameShape(other.id) === nameShape(tool.id))
    return lookAlike(tool, other, `id ${tool.id}`, `the id ${other.id}`);
  if (!names.includes(tool.name) && nameShape(other.name) === nameShape(tool.name))
    return lookAlike(
      tool,
      other,
      `name ${tool.name} of ${tool.id}`,
      `${other.name}, the name of ${other.id}`,
    );
  return undefined;
}

function sameName(tool: ToolLabel, other: ToolLabel): KamiError {
  const message = `The name ${tool.name} belongs to the tool ${other.id}; ${tool.id} cannot have it too.`;
  return kamiError('KAMI_NAME_TAKEN', message, {
    hint: `Give this one another name in tool.toml, or remove the other one with: kami remove ${other.id}`,
    data: clashData(tool, other),
  });
}

function lookAlike(tool: ToolLabel, other: ToolLabel, given: string, taken: string): KamiError {
  const message = `The ${given} looks like ${taken}, which is installed; a person would take one for the other.`;
  return kamiError('KAMI_NAME_TAKEN', message, {
    hint: `Check who made it. Give it another one in tool.toml, or remove the other one with: kami remove ${other.id}`,
    data: clashData(tool, other),
  });
}

function clashData(tool: ToolLabel, other: ToolLabel): Readonly<Record<string, string>> {
  return { name: tool.name, id: tool.id, owner: other.id, ownerName: other.name };
}
