/**
 * Threat: a new version of a tool that says or asks something else than what the operator approved.
 * Rule: name, descriptions, schemas and requested capabilities are hashed as one canonical text; version, limits and
 * the component's bytes are not part of it (the digest covers the bytes).
 */
import { formatNetRule, type Digest, type Json, type ToolDefinition, type ToolManifest } from '@kami/types';
import { canonicalJson } from './canonical-json.ts';

/** Version of the canonical form; a change of the form must not look like a change of a tool. */
const FORM = 'kami-contract/1';

/** What the operator approves of a tool, as one text: equal texts mean nothing to ask again. */
export function contractText(manifest: ToolManifest, definitions: readonly ToolDefinition[]): string {
  const { net, fsAccess, env, secrets } = manifest.security;
  const contract: Json = {
    form: FORM,
    id: manifest.id,
    name: manifest.name,
    title: manifest.title,
    description: manifest.description,
    definitions: definitions
      .map(definitionJson)
      .toSorted((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name))),
    requests: {
      net: net.map((rule) => formatNetRule({ ...rule, methods: rule.methods.toSorted() })).toSorted(),
      fsAccess,
      env: env.toSorted(),
      secrets: secrets.toSorted(),
    },
  };
  return canonicalJson(contract);
}

/** SHA-256 of {@link contractText} in UTF-8. */
export function contractHash(
  manifest: ToolManifest,
  definitions: readonly ToolDefinition[],
  sha256: (bytes: Uint8Array) => Digest,
): Digest {
  return sha256(new TextEncoder().encode(contractText(manifest, definitions)));
}

function definitionJson(definition: ToolDefinition): {
  readonly name: string;
  readonly [key: string]: Json | undefined;
} {
  const { name, title, description, inputSchema, outputSchema } = definition;
  return { name, title, description, inputSchema, outputSchema };
}
