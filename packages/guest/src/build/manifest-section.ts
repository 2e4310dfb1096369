import { parse, stringify } from 'smol-toml';
import type { Asked } from '../describe/asked.ts';
import { buildFailure } from './build-result.ts';
import type { BuildResult } from './build-result.ts';
import { missingKeys, securityKeys, unaskedKeys } from './security-keys.ts';
import { messageOf } from './translate-error.ts';

/** The line below which a manifest is written by the build. */
export const MARKER =
  '# What follows is written by the build, from "requests" and "limits" in the code. Change it there.';

/** A list as smol-toml writes it; formatters of TOML write it without the spaces, and would undo each build. */
const LIST = /^(?<key>\w+ = )\[ (?<items>.*) \]$/gm;

/** A manifest's text as it is to be, and what an author should know of it. */
export interface SecuredManifest {
  readonly text: string;
  readonly warnings: readonly string[];
}

/**
 * Puts what the code asks for into the text of a manifest, as `[security]` below {@link MARKER}. A `[security]` that was
 * written by hand stays as it is and is compared: asking for more than it allows is a failure.
 */
export function secureManifest(text: string, asked: Asked): BuildResult<SecuredManifest> {
  const at = text.indexOf(MARKER);
  const head = at === -1 ? text : text.slice(0, at);
  try {
    const written = at === -1 ? undefined : parse(text.slice(at));
    const other = Object.keys(written ?? {}).find((key) => key !== 'security');
    if (other !== undefined)
      return buildFailure(
        'config',
        `[${other}] stands below the line that begins what the build writes: move it above`,
      );
    const byHand = parse(head)['security'];
    if (byHand !== undefined) return compare(text, byHand, asked);
  } catch (error) {
    return buildFailure('config', messageOf(error));
  }
  const section = stringify({ security: securityKeys(asked) }).replaceAll(LIST, '$<key>[$<items>]');
  return { ok: true, value: { text: `${head.trimEnd()}\n\n${MARKER}\n${section}`, warnings: [] } };
}

function compare(text: string, byHand: unknown, asked: Asked): BuildResult<SecuredManifest> {
  const table = typeof byHand === 'object' && byHand !== null ? { ...byHand } : {};
  const missing = missingKeys(table, asked);
  if (missing.length > 0)
    return {
      ok: false,
      error: {
        stage: 'config',
        problems: missing.map((line) => ({
          message: `the code asks for what [security] does not have: write ${line}, or remove [security] and let the build write it`,
        })),
      },
    };
  const warnings = unaskedKeys(table, asked).map(
    (key) => `[security] ${key} asks for what the code does not request`,
  );
  return { ok: true, value: { text, warnings } };
}
