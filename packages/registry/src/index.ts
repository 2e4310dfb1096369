export * from './access/tool-pattern.ts';
export * from './access/access-token.ts';
export * from './access/token-repository.ts';
export * from './ceiling.ts';
export * from './compare-versions.ts';
export * from './contract/canonical-json.ts';
export * from './contract/contract-hash.ts';
export * from './examination-repository.ts';
export * from './granted-capabilities.ts';
export * from './declaration/format-tool-set.ts';
export * from './declaration/lock-difference.ts';
export * from './declaration/parse-lock.ts';
export * from './declaration/parse-table.ts';
export * from './declaration/parse-tool-set.ts';
export * from './declaration/tool-set.ts';
export * from './installed-tool.ts';
export * from './look-alike.ts';
export * from './manifest/derive-manifest.ts';
export { isKamiRange, satisfiesKamiRange } from './manifest/kami-range.ts';
export * from './manifest/parse-manifest.ts';
export { invisibleCharacter } from './manifest/visible-text.ts';
export * from './parse-tool-query.ts';
export * from './parse-tool-reference.ts';
export * from './tool-cursor.ts';
export * from './tool-query.ts';
export * from './tool-repository.ts';
export * from './tool-search-text.ts';
export * from './signature/folder-listing.ts';
export * from './signature/judge-signature.ts';
export * from './signature/signature-verifier.ts';
export * from './signature/signed-subject.ts';
export {
  isSourceAddress,
  isSourcePattern,
  normalizeSourceAddress,
  SOURCE_PATTERN_FORM,
} from './signature/source-pattern.ts';
export * from './signature/trust-policy.ts';
export * from './source/is-resolution-of.ts';
export * from './source/oci-registry.ts';
export * from './source/parse-source.ts';
export * from './source/registry-credentials.ts';
export * from './source/source-reference.ts';
export * from './source/tool-fetcher.ts';
