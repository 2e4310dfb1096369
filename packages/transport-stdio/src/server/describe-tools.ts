/**
 * Threat: a tool that speaks to the model through the server's own instructions. Rule: they hold names only, which have
 * letters, digits, `_` and `-`; titles and descriptions are a tool's own words and stay in its own entry.
 */
import type { ToolHost } from '@kami/runtime';

/** Longest instructions (characters): a client puts them into each prompt. */
export const MAX_INSTRUCTIONS = 2000;

/** Room for the words around the names. */
const MARGIN = 80;

/** The server's instructions with the names of the tools that a client has, as many as there is room for. */
export async function describeTools(
  host: ToolHost,
  principal: string,
  instructions: string | undefined,
): Promise<string | undefined> {
  const listed = await host.list(principal);
  if (!listed.ok) return instructions;
  const names = listed.value.map(({ mcpName }) => mcpName).toSorted();
  const said = instructions === undefined ? '' : `${instructions}\n`;
  if (names.length === 0) return `${said}There are no tools at present.`;
  const room = MAX_INSTRUCTIONS - said.length - MARGIN;
  let [shown, length] = [0, 0];
  for (const name of names) {
    length += name.length + 2;
    if (length > room) break;
    shown += 1;
  }
  const more = names.length - shown;
  const list = names.slice(0, shown).join(', ');
  const rest = more === 0 ? '.' : `${shown === 0 ? '' : ', and '}${more} more that tools/list names.`;
  return `${said}${names.length === 1 ? 'There is one tool' : `There are ${names.length} tools`}: ${list}${rest}`;
}
