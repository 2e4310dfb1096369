/** Longest name of a tool towards MCP clients: they put a prefix of their own before it and stop at 64. */
export const MAX_MCP_NAME = 48;
/** Characters that a shortened name keeps of the whole one. */
export const KEPT_OF_MCP_NAME = 39;

/** SHA-256 of a text's UTF-8 bytes, as hex. */
export type Sha256Hex = (text: string) => string;

/**
 * The name of a function towards MCP clients: the tool's name where it has one function, else
 * `tool_function`; characters that clients do not take become `_`. A name over 48 characters keeps its
 * first 39, then `_` and 8 hex digits of the SHA-256 of the whole name.
 */
export function mcpToolName(
  toolName: string,
  definitionName: string,
  single: boolean,
  sha256: Sha256Hex,
): string {
  const whole = (single ? toolName : `${toolName}_${definitionName}`).replaceAll(/[^A-Za-z0-9_-]/g, '_');
  return whole.length <= MAX_MCP_NAME
    ? whole
    : `${whole.slice(0, KEPT_OF_MCP_NAME)}_${sha256(whole).slice(0, 8)}`;
}
