/** A whole manifest with one line replaced or added, for tests of single fields. */
export function manifestText(
  change: { readonly security?: string; readonly mcp?: string; readonly tool?: string } = {},
): string {
  return [
    '[tool]',
    'id = "dev.example.fetch-url"',
    'name = "fetch-url"',
    'version = "1.0.0"',
    'wasm = "fetch_url.wasm"',
    change.tool ?? '',
    '[mcp]',
    change.mcp ?? 'description = "Fetches content from a URL"',
    '[security]',
    change.security ?? '',
    '',
  ].join('\n');
}
