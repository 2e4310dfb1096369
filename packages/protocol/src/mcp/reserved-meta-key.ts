const TRACE_KEYS: ReadonlySet<string> = new Set(['traceparent', 'tracestate', 'baggage', 'progressToken']);

/**
 * Whether MCP keeps a `_meta` key for itself: any prefix whose second label is `modelcontextprotocol` or
 * `mcp` (MCP 2025-11-25, "General fields, `_meta`"), and the bare keys of W3C Trace Context and progress.
 */
export function isReservedMetaKey(key: string): boolean {
  const slash = key.indexOf('/');
  if (slash === -1) return TRACE_KEYS.has(key);
  const labels = key.slice(0, slash).toLowerCase().split('.');
  return labels.slice(0, 2).some((label) => label === 'modelcontextprotocol' || label === 'mcp');
}
