import {
  DEFAULT_LIMITS,
  err,
  kamiError,
  ok,
  parseToolId,
  parseToolName,
  parseToolVersion,
  type KamiError,
  type Result,
  type ToolManifest,
} from '@kami/types';

/**
 * The manifest of a component that has none: id `local.<stem>`, version `0.0.0`, nothing asked for. Of the file's stem,
 * letters become lower case and every other run of characters that a name cannot have becomes a hyphen. Error:
 * `KAMI_MANIFEST_INVALID` when no letter is left.
 */
export function deriveManifest(fileStem: string): Result<ToolManifest, KamiError> {
  const stem = fileStem
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^[^a-z]+/u, '')
    .slice(0, 48)
    .replace(/-+$/u, '');
  const name = parseToolName(stem);
  const id = parseToolId(`local.${stem}`);
  const version = parseToolVersion('0.0.0');
  if (!name.ok || !id.ok || !version.ok) {
    const message = `No tool name can be made of the file name ${JSON.stringify(fileStem.slice(0, 80))}.`;
    return err(
      kamiError('KAMI_MANIFEST_INVALID', message, {
        hint: 'Write a tool.toml beside the component, or rename it.',
      }),
    );
  }
  return ok({
    id: id.value,
    name: name.value,
    version: version.value,
    wasm: `${fileStem}.wasm`,
    tools: [],
    security: { net: [], fsAccess: 'none', env: [], secrets: [] },
    limits: DEFAULT_LIMITS,
  });
}
