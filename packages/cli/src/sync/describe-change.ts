import type { InstalledTool } from '@kami/registry';
import type { SyncChange } from '@kami/runtime';
import { NO_PERMISSION, type Json, type Permission } from '@kami/types';
import type { App } from '../app.ts';
import { versionChanges } from '../changes/version-changes.ts';
import { formatPermission, formatRequests } from '../output/format.ts';
import { terminalText } from '../output/terminal-text.ts';

/** Shows a change before it is made: what comes, what goes, what is granted and revoked. */
export function printChange(app: App, change: SyncChange): void {
  const { console } = app;
  const { sign, colour, title, lines } = describeChange(change);
  console.note(`${console.mark(colour, sign)} ${terminalText(title)}`);
  for (const line of lines) console.note(`    ${terminalText(line)}`);
}

/** A change as `--json` shows it. */
export function changeJson(change: SyncChange): Json {
  const tool = change.kind === 'remove' ? change.installed : change.target;
  const { granted, revoked } = grantChanges(change);
  return {
    change: change.kind,
    id: tool.id,
    name: tool.name,
    version: tool.version,
    digest: tool.digest,
    before: change.installed?.version ?? null,
    granted,
    revoked,
  };
}

/** What a change gives and takes away, in the form that grants are written in. */
export function grantChanges(change: SyncChange): {
  readonly granted: readonly string[];
  readonly revoked: readonly string[];
} {
  const before = formatPermission(change.installed?.permission ?? NO_PERMISSION);
  const after = formatPermission(permissionAfter(change));
  return {
    granted: after.filter((grant) => !before.includes(grant)),
    revoked: before.filter((grant) => !after.includes(grant)),
  };
}

/** A change in words: a line that names it, and lines that say what comes and goes with it. */
export interface ChangeDescription {
  readonly sign: string;
  readonly colour: 'green' | 'yellow' | 'red';
  readonly title: string;
  readonly lines: readonly string[];
}

/** Says in words what a change does. */
export function describeChange(change: SyncChange): ChangeDescription {
  const { granted, revoked } = grantChanges(change);
  const grants = [
    ...revoked.map((grant) => `revokes ${grant}`),
    ...granted.map((grant) => `grants ${grant}`),
  ];
  if (change.kind === 'remove') {
    const { name, version } = change.installed;
    const title = `${name} ${version} is not declared: removed with its grants; its private folder stays`;
    return { sign: '-', colour: 'red', title, lines: grants };
  }
  const { target, installed } = change;
  const title = `${target.name} ${target.version}`;
  if (installed === undefined) {
    const requests = formatRequests(target.manifest).map((request) => `asks for ${request}`);
    const from = [`from ${target.source}`, `sha256:${target.digest}`, ...requests];
    return { sign: '+', colour: 'green', title: `${title} is not installed`, lines: [...from, ...grants] };
  }
  const lines = [
    ...(change.kind === 'install' ? versionChanges(installed, target) : []),
    ...becomesActive(installed),
  ];
  return { sign: '~', colour: 'yellow', title: `${title} differs`, lines: [...lines, ...grants] };
}

function becomesActive({ state }: InstalledTool): readonly string[] {
  return state === 'active' ? [] : ['held, becomes active'];
}

function permissionAfter(change: SyncChange): Permission {
  return change.kind === 'remove' ? NO_PERMISSION : change.target.permission;
}
