import type { ComponentStore } from '@kami/engine';
import type { InstalledTool } from '@kami/registry';
import { ok, parseDigest, type Digest, type KamiError, type Result } from '@kami/types';
import type { HomeFiles } from './home-files.ts';

/** Something in a home that is not what KAMI stored. */
export interface HomeFinding {
  /** What was looked at, for example `the component of notes 1.0.0`. */
  readonly what: string;
  /** What is wrong, as the end of a sentence. */
  readonly problem: string;
  /** The command that mends it, or what to do. */
  readonly remedy: string;
}

/** What verifying needs. */
export interface VerifyPorts {
  /** What the rows say, and what is wrong with them. */
  readonly checkRows: () => Promise<
    Result<
      {
        readonly findings: readonly {
          readonly what: string;
          readonly problem: string;
          readonly tool?: InstalledTool;
        }[];
        readonly tools: readonly InstalledTool[];
        readonly records: readonly {
          readonly component: Digest;
          readonly key: string;
          readonly digest: Digest;
        }[];
        readonly events: number;
      },
      KamiError
    >
  >;
  readonly store: ComponentStore;
  readonly files: HomeFiles;
  /** Hears what is looked at. */
  readonly onStep: (what: string) => void;
}

/** What came of verifying. */
export interface HomeVerification {
  readonly findings: readonly HomeFinding[];
  /** Versions of tools, stored files and events that were looked at. */
  readonly looked: { readonly tools: number; readonly files: number; readonly events: number };
}

const RESTORE = 'kami restore FILE';

/**
 * Checks every row and every stored file of a home against its digest. Errors, when it cannot be looked at at all: those
 * of the ports.
 */
export async function verifyHome(ports: VerifyPorts): Promise<Result<HomeVerification, KamiError>> {
  const rows = await ports.checkRows();
  if (!rows.ok) return rows;
  const { tools, records, events } = rows.value;
  const findings: HomeFinding[] = rows.value.findings.map(({ what, problem, tool }) => ({
    what,
    problem,
    remedy:
      tool === undefined ? RESTORE : `kami remove ${tool.name} && kami install ${shellWord(tool.source)}`,
  }));
  const named = new Set<string>();
  for (const tool of tools) {
    ports.onStep(`${tool.name} ${tool.version}`);
    findings.push(...(await checkTool(ports.store, tool)));
    named.add(tool.digest);
  }
  const listed = await ports.files.list();
  if (!listed.ok) return listed;
  const stored = listed.value.filter(({ kind }) => kind === 'component' || kind === 'prepared');
  const names = new Set(stored.map(({ name }) => name));
  for (const { component, key, digest } of records) {
    if (!names.has(`${component}/${key}`)) continue;
    const record = await ports.store.readPrepared(component, key, digest);
    if (!record.ok) findings.push(found(`the record of the component ${component}`, record.error, 'kami gc'));
  }
  for (const { kind, name } of stored) {
    if (kind !== 'component' || named.has(name)) continue;
    ports.onStep(name);
    findings.push(...(await checkUnnamed(ports.store, name)));
  }
  return ok({ findings, looked: { tools: tools.length, files: stored.length, events } });
}

async function checkTool(store: ComponentStore, tool: InstalledTool): Promise<readonly HomeFinding[]> {
  const { name, version, digest, prepared, size, source } = tool;
  const component = await store.readComponent(digest);
  const form = await store.readPrepared(digest, prepared.key, prepared.digest);
  const install = `kami install ${shellWord(source)}`;
  return [
    ...(component.ok ? [] : [found(`the component of ${name} ${version}`, component.error, install)]),
    ...(component.ok && component.value.length !== size
      ? [
          {
            what: `the tool ${name} ${version}`,
            problem: 'has another size than its component',
            remedy: RESTORE,
          },
        ]
      : []),
    ...(form.ok
      ? []
      : [
          found(
            `the prepared form of ${name} ${version}`,
            form.error,
            component.ok ? `kami run ${name}   (its next call makes the form anew)` : install,
          ),
        ]),
  ];
}

async function checkUnnamed(store: ComponentStore, name: string): Promise<readonly HomeFinding[]> {
  const digest = parseDigest(name);
  const component = digest.ok ? await store.readComponent(digest.value) : digest;
  return component.ok ? [] : [found(`the component ${name}, which no tool has`, component.error, 'kami gc')];
}

function found(what: string, { message, code }: KamiError, remedy: string): HomeFinding {
  const isMissing = code === 'KAMI_STORE_CORRUPT' && message.includes('missing');
  const problem = isMissing ? 'is missing' : 'is damaged: its digest is another';
  return { what, problem: code === 'KAMI_STORE_CORRUPT' ? problem : `cannot be read: ${message}`, remedy };
}

/** A word as a shell takes it whole. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
