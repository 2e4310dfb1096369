import { compareVersions, type InstalledTool } from '@kami/registry';
import { formatSigner, NO_FEATURES } from '@kami/types';
import { formatRequests, formatSize } from '../output/format.ts';
import { definitionChanges, featureChanges } from './definition-changes.ts';
import { importChanges } from './import-changes.ts';
import { textChange } from './text-change.ts';

/** What a person compares of two versions of a tool. */
export type ComparedVersion = Pick<
  InstalledTool,
  | 'name'
  | 'version'
  | 'manifest'
  | 'definitions'
  | 'features'
  | 'imports'
  | 'convention'
  | 'size'
  | 'digest'
  | 'signature'
>;

/**
 * What a version says, asks, holds and can do otherwise than another, in words, a line each: what it asks for first. Empty
 * where nothing differs that a person could tell.
 */
export function versionChanges(before: ComparedVersion, now: ComparedVersion): readonly string[] {
  const [asked, asks] = [formatRequests(before.manifest), formatRequests(now.manifest)];
  const isolation = ({ manifest }: ComparedVersion): string => manifest.security.isolation ?? 'shared';
  return [
    ...versionLine(before, now),
    ...(before.name === now.name ? [] : [`name ${before.name} → ${now.name}`]),
    ...asks.filter((request) => !asked.includes(request)).map((request) => `asks also for ${request}`),
    ...asked.filter((request) => !asks.includes(request)).map((request) => `no longer asks for ${request}`),
    ...importChanges(before.imports, now.imports),
    ...textChange('isolation', isolation(before), isolation(now)),
    ...textChange('title', before.manifest.title, now.manifest.title),
    ...textChange('description', before.manifest.description, now.manifest.description),
    ...definitionChanges(before.definitions, now.definitions),
    ...featureChanges(before.features ?? NO_FEATURES, now.features ?? NO_FEATURES),
    ...textChange('convention', before.convention, now.convention),
    ...textChange('signed by', signersOf(before), signersOf(now)),
    ...componentLines(before, now),
  ];
}

function signersOf({ signature }: ComparedVersion): string {
  const signers = (signature?.signers ?? []).map(formatSigner);
  return signers.length === 0 ? 'nobody' : signers.toSorted().join(', ');
}

function versionLine(before: ComparedVersion, now: ComparedVersion): readonly string[] {
  if (before.version === now.version) {
    const isOther = before.digest !== now.digest;
    return isOther ? [`version ${now.version} as before, but another component under it`] : [];
  }
  const downgrade = compareVersions(now.version, before.version) < 0 ? ' (older: a downgrade)' : '';
  return [`version ${before.version} → ${now.version}${downgrade}`];
}

function componentLines(before: ComparedVersion, now: ComparedVersion): readonly string[] {
  if (before.digest === now.digest) return [];
  const size =
    before.size === now.size
      ? `the same size, ${formatSize(now.size)}`
      : `${formatSize(before.size)} → ${formatSize(now.size)}`;
  return [
    `component: another digest, ${before.digest.slice(0, 12)}… → ${now.digest.slice(0, 12)}…, ${size}: other code`,
  ];
}
