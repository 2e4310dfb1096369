import type { ClientFeature } from '@kami/protocol';
import { isJsonObject, type Json } from '@kami/types';

/** What a client says of itself: claims, in both eras' forms. */
export interface ClientClaims {
  /** `name/version`, at most 200 characters. */
  readonly claimedClient?: string;
  readonly features: readonly ClientFeature[];
}

/** Reads a client's name and capabilities as it declared them (`Implementation` and `ClientCapabilities` of MCP). */
export function readClientClaims(info: unknown, capabilities: unknown, wantsProgress: boolean): ClientClaims {
  const declared = isJsonObject(capabilities) ? capabilities : {};
  const { elicitation, sampling, roots } = declared;
  const features: ClientFeature[] = ['logging'];
  if (wantsProgress) features.push('progress');
  if (isJsonObject(elicitation)) features.push(...elicitationFeatures(elicitation));
  if (isJsonObject(sampling)) features.push('sampling');
  if (isJsonObject(roots)) features.push('roots');
  if (!isJsonObject(info) || typeof info['name'] !== 'string') return { features };
  const version = typeof info['version'] === 'string' ? `/${info['version']}` : '';
  return { claimedClient: `${info['name']}${version}`.slice(0, 200), features };
}

/** Before 2025-11-25 elicitation had no modes and meant forms. */
function elicitationFeatures(elicitation: {
  readonly [key: string]: Json | undefined;
}): readonly ClientFeature[] {
  const modes = (['form', 'url'] as const).filter((mode) => elicitation[mode] !== undefined);
  return modes.length > 0 ? modes : ['form'];
}
