import {
  err,
  kamiError,
  ok,
  parseToolId,
  parseToolName,
  parseToolVersion,
  type KamiError,
  type Result,
} from '@kami/types';
import type { ToolReference } from './tool-repository.ts';

/** Reads `NAME`, `ID`, `NAME@VERSION` or `ID@VERSION`. Error: `KAMI_USAGE`. */
export function parseToolReference(text: string): Result<ToolReference, KamiError> {
  const at = text.indexOf('@');
  const nameOrId = at === -1 ? text : text.slice(0, at);
  if (!parseToolName(nameOrId).ok && !parseToolId(nameOrId).ok) {
    const given = JSON.stringify(text.slice(0, 80));
    return err(
      kamiError('KAMI_USAGE', `${given} names no tool: expected a name or an id, with or without @version.`),
    );
  }
  if (at === -1) return ok({ nameOrId });
  const version = parseToolVersion(text.slice(at + 1));
  return version.ok ? ok({ nameOrId, version: version.value }) : version;
}
