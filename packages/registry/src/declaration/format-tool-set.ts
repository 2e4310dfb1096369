import { LOCK_FORM } from './parse-lock.ts';
import type { DeclaredTool, LockedTool } from './tool-set.ts';

const SET_HEAD = `# What a home of KAMI is to have: kami sync makes it so, kami sync --check says what differs.
# The grants of a tool are all that it may do; secrets are named, never written down here.
`;

const LOCK_HEAD = `# What kami.toml was resolved to. Written by kami sync; keep it under version control, and do not edit it.
form = ${LOCK_FORM}
`;

/** A `kami.toml` with these tools, each key only where it says something. */
export function formatToolSet(tools: readonly DeclaredTool[]): string {
  const tables = tools.map(({ name, source, version, digest, grants }) =>
    formatTool([
      ['name', name],
      ['source', source],
      ['version', version],
      ['digest', digest && `sha256:${digest}`],
      ['grants', grants.length === 0 ? undefined : grants],
    ]),
  );
  return [SET_HEAD, ...(tables.length === 0 ? ['tools = []\n'] : tables)].join('\n');
}

/** A `kami.lock` with these tools, sorted by name, so that equal locks are equal texts. */
export function formatLock(tools: readonly LockedTool[]): string {
  const sorted = tools.toSorted((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
  const tables = sorted.map(({ name, id, version, source, resolved, digest, contractHash, signers }) =>
    formatTool([
      ['name', name],
      ['id', id],
      ['version', version],
      ['source', source],
      ['resolved', resolved],
      ['digest', `sha256:${digest}`],
      ['contract', `sha256:${contractHash}`],
      ['signers', signers?.toSorted()],
    ]),
  );
  return [LOCK_HEAD, ...tables].join('\n');
}

type Field = readonly [key: string, value: string | readonly string[] | undefined];

function formatTool(fields: readonly Field[]): string {
  const lines = fields.flatMap(([key, value]) => {
    if (value === undefined) return [];
    return [`${key} = ${typeof value === 'string' ? quote(value) : formatList(value)}`];
  });
  return `[[tools]]\n${lines.join('\n')}\n`;
}

function formatList(values: readonly string[]): string {
  return `[\n${values.map((value) => `  ${quote(value)},\n`).join('')}]`;
}

/** A basic string (TOML 1.1, section String): JSON's escapes are among its own, and DEL has to be escaped too. */
function quote(text: string): string {
  return JSON.stringify(text.toWellFormed()).replaceAll('\u007f', String.raw`\u007f`);
}
