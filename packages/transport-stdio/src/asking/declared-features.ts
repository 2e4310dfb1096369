import { ASKED_FEATURES, type AskedFeature } from '@kami/protocol';
import { isJsonObject } from '@kami/types';
import { CLIENT_CAPABILITIES_META_KEY, type Server, type ServerContext } from '@modelcontextprotocol/server';
import { readClientClaims } from '../server/client-claims.ts';

/** What a client can be asked for: as its request says (2026-07-28), else as it said when it was initialized. */
export function declaredFeatures(server: Server, { mcpReq }: ServerContext): readonly AskedFeature[] {
  const envelope: unknown = mcpReq.envelope;
  const declared = isJsonObject(envelope) ? envelope : {};
  const capabilities = declared[CLIENT_CAPABILITIES_META_KEY] ?? server.getClientCapabilities();
  const { features } = readClientClaims(undefined, capabilities, false);
  return ASKED_FEATURES.filter((feature) => features.includes(feature));
}
