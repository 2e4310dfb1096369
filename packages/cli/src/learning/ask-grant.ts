import type { InstalledTool } from '@kami/registry';
import { FOLDER_TO_CHOOSE, type Denial } from '@kami/sandbox';
import type { Capability, KamiError, Mount, Result } from '@kami/types';
import { learnedGrant } from './learned-grant.ts';
import type { Questioner } from './questioner.ts';

/** What a person answered to one denial. */
export type GrantAnswer =
  /** The person left: nothing is decided. */
  | { readonly kind: 'left' }
  | { readonly kind: 'deny' }
  | { readonly kind: 'deny-all' }
  | {
      readonly kind: 'once' | 'always';
      /** The grant as `kami grant` takes it. */
      readonly text: string;
      readonly capabilities: readonly Capability[];
    };

/** Reads a grant and looks its folder up, among those that are lent already where it only names one. */
export type ResolveGrant = (
  text: string,
  lent: readonly Mount[],
) => Promise<Result<readonly Capability[], KamiError>>;

type Choice = 'once' | 'always' | 'deny' | 'deny-all';
const CHOICES: ReadonlyMap<string, Choice> = new Map([
  ['o', 'once'],
  ['once', 'once'],
  ['a', 'always'],
  ['always', 'always'],
  ['d', 'deny'],
  ['deny', 'deny'],
  ['', 'deny'],
  ['n', 'deny-all'],
  ['deny all', 'deny-all'],
]);

/** Shows what was denied and what a grant would allow, and asks; where no grant can allow it, says so and asks nothing. */
export async function askGrant(
  questioner: Questioner,
  tool: InstalledTool,
  denial: Denial,
  resolve: ResolveGrant,
): Promise<GrantAnswer> {
  const { grant, needsFolder, meaning } = learnedGrant(tool, denial);
  questioner.tell('');
  if (grant === undefined) {
    questioner.tell(meaning);
    return { kind: 'deny' };
  }
  questioner.tell(`${tool.name} was denied ${denial.what} (rule ${denial.rule}).`);
  questioner.tell(`  The grant ${grant} would allow ${meaning}.`);
  const choice = await askChoice(questioner, tool.installedAt !== '');
  if (choice === undefined) return { kind: 'left' };
  if (choice === 'deny') return { kind: 'deny' };
  if (choice === 'deny-all') return { kind: 'deny-all' };
  for (;;) {
    const folder = needsFolder
      ? await questioner.ask('  Which folder of yours? (nothing: deny) ')
      : undefined;
    if (needsFolder && folder === undefined) return { kind: 'left' };
    if (folder === '') return { kind: 'deny' };
    const text = folder === undefined ? grant : grant.replace(`=${FOLDER_TO_CHOOSE}`, () => `=${folder}`);
    const resolved = await resolve(text, tool.permission.mounts);
    if (resolved.ok) return { kind: choice, text, capabilities: resolved.value };
    questioner.tell(`  ${resolved.error.message}`);
    if (!needsFolder) return { kind: 'deny' };
  }
}

/** Asks until an answer is one of the choices; a tool that is not installed keeps nothing. */
async function askChoice(questioner: Questioner, isInstalled: boolean): Promise<Choice | undefined> {
  const always = isInstalled ? '[a] allow always  ' : '';
  for (;;) {
    const answer = await questioner.ask(`  [o] allow once  ${always}[d] deny  [n] deny all > `);
    if (answer === undefined) return undefined;
    const choice = CHOICES.get(answer.toLowerCase());
    if (choice === 'always' && !isInstalled) questioner.tell('  Only an installed tool can keep a grant.');
    else if (choice !== undefined) return choice;
  }
}
