/**
 * Threat: a tool is given something in the middle of a call that was started without it, and nobody can say afterwards
 * what the call was allowed. Rule: a call keeps the grants that it started with; what a person allows counts from its
 * next start, which follows at once.
 */
import type { InstalledTool } from '@kami/registry';
import type { CallReport } from '@kami/runtime';
import { addCapability, type Denial } from '@kami/sandbox';
import { err, kamiError, type Capability, type KamiError, type Permission, type Result } from '@kami/types';
import { askGrant, type ResolveGrant } from './ask-grant.ts';
import { learnedGrant } from './learned-grant.ts';
import type { Questioner } from './questioner.ts';

/** How often one command starts a call: each start needs an answer that allows something, a tool may ask for ever. */
export const MAX_STARTS = 32;

/** One start of a call: `tool` as it is allowed now, `granted` as the catalogue has it. */
export type StartCall = (
  tool: InstalledTool,
  granted: Permission,
  onDenial: (denial: Denial) => void,
) => Promise<Result<CallReport, KamiError>>;

/** What learning reaches the home and the person through. */
export interface LearningPorts {
  /** Opens the terminal; closed while the call runs, so that Ctrl-C ends the call. */
  readonly openQuestioner: () => Questioner;
  /** Grants for good, as `kami grant` does; gives the permission as it is granted then. */
  readonly grant: (
    texts: readonly string[],
    capabilities: readonly Capability[],
  ) => Promise<Result<Permission, KamiError>>;
  readonly resolve: ResolveGrant;
}

/**
 * Makes a call, asks about each new thing that it was denied, and starts it again with what was allowed, until nothing
 * new was denied or nothing was allowed. Errors: those of the call and of `grant`, `KAMI_CANCELLED` when the person
 * left: then nothing of that round is granted.
 */
export async function learnCall(
  ports: LearningPorts,
  tool: InstalledTool,
  start: StartCall,
): Promise<Result<CallReport, KamiError>> {
  const asked = new Set<string>();
  let now = tool;
  let granted = tool.permission;
  let isSilent = false;
  for (let starts = 1; ; starts += 1) {
    const denials: Denial[] = [];
    const report = await start(now, granted, (denial) => denials.push(denial));
    const fresh = denials.filter((denial) => isNew(asked, now, denial));
    const isOver = starts === MAX_STARTS || (!report.ok && report.error.code === 'KAMI_CANCELLED');
    if (fresh.length === 0 || isSilent || isOver) return report;
    using questioner = ports.openQuestioner();
    const round = await askRound(questioner, now, fresh, ports.resolve);
    if (round === undefined) return err(left(tool.name));
    if (round.capabilities.length === 0) return report;
    if (round.kept.length > 0) {
      const kept = await ports.grant(round.texts, round.kept);
      if (!kept.ok) return kept;
      granted = kept.value;
    }
    questioner.tell(
      `\nCalling ${tool.name} again from the start: what it has done until here it may do again.`,
    );
    now = { ...now, permission: round.capabilities.reduce(addCapability, now.permission) };
    isSilent = round.denyAll;
  }
}

interface Round {
  readonly capabilities: readonly Capability[];
  /** Those that are granted for good, and their texts. */
  readonly kept: readonly Capability[];
  readonly texts: readonly string[];
  readonly denyAll: boolean;
}

async function askRound(
  questioner: Questioner,
  tool: InstalledTool,
  denials: readonly Denial[],
  resolve: ResolveGrant,
): Promise<Round | undefined> {
  const capabilities: Capability[] = [];
  const kept: Capability[] = [];
  const texts: string[] = [];
  for (const denial of denials) {
    const answer = await askGrant(questioner, tool, denial, resolve);
    if (answer.kind === 'left') return undefined;
    if (answer.kind === 'deny-all') return { capabilities, kept, texts, denyAll: true };
    if (answer.kind === 'deny') continue;
    capabilities.push(...answer.capabilities);
    if (answer.kind === 'once') continue;
    kept.push(...answer.capabilities);
    texts.push(answer.text);
  }
  return { capabilities, kept, texts, denyAll: false };
}

/** Whether nothing that the same grant would lift was asked about; it counts as asked about from here. */
function isNew(asked: Set<string>, tool: InstalledTool, denial: Denial): boolean {
  const key = learnedGrant(tool, denial).grant ?? `${denial.rule} ${denial.what}`;
  return !asked.has(key) && asked.add(key).has(key);
}

function left(name: string): KamiError {
  return kamiError(
    'KAMI_CANCELLED',
    `Learning what ${name} needs was ended; none of the last answers was kept.`,
  );
}
