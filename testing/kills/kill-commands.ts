import { checkHome } from './check-home.ts';
import { type CommandUnderTest, commandsUnderTest } from './commands-under-test.ts';
import type { GoldenHome } from './golden-home.ts';
import { type KillPoint, runAndKill } from './killed-command.ts';

/** A kill after which something was wrong. */
export interface BadKill {
  readonly kill: number;
  readonly command: string;
  readonly point: KillPoint;
  readonly problems: readonly string[];
}

/** What came of many kills. */
export interface KillsReport {
  /** Commands that were killed, by name; one that ended first is none. */
  readonly killed: Readonly<Record<string, number>>;
  readonly bad: readonly BadKill[];
}

/**
 * Runs each command to its end once, then kills the commands in turn: at the n-th change that is seen in the home, or at
 * a moment of its whole time, as `draw` (0 to below 1) says. After each kill the home is looked at, the command is run to
 * its end, and the home is looked at again.
 */
export async function killCommands(
  golden: GoldenHome,
  kills: number,
  draw: () => number,
  onKill: (kill: number, what: string, problems: readonly string[]) => void = () => undefined,
): Promise<KillsReport> {
  const whole = new Map<CommandUnderTest, { readonly ms: number; readonly changes: number }>();
  const killed: Record<string, number> = {};
  const bad: BadKill[] = [];
  for (let kill = 0; kill < kills; kill += 1) {
    const command = commandsUnderTest[kill % commandsUnderTest.length];
    if (command === undefined) break;
    golden.reset(command.state);
    const undisturbed = whole.get(command) ?? (await runAndKill(golden.home, command.args(golden)));
    if (!whole.has(command)) golden.reset(command.state);
    whole.set(command, undisturbed);
    const point: KillPoint =
      draw() < 0.5
        ? { change: 1 + Math.floor(draw() * undisturbed.changes) }
        : { afterMs: draw() * undisturbed.ms };
    const run = await runAndKill(golden.home, command.args(golden), point);
    if (run.killed) killed[command.name] = (killed[command.name] ?? 0) + 1;
    const problems = await lookTwice(golden, command);
    const ended = run.killed ? '' : ', which ended first';
    onKill(kill, `${command.name} ${JSON.stringify(point)}${ended}`, problems);
    if (problems.length > 0) bad.push({ kill, command: command.name, point, problems });
  }
  return { killed, bad };
}

async function lookTwice(golden: GoldenHome, command: CommandUnderTest): Promise<readonly string[]> {
  const after = await checkHome(golden.home);
  const again = await golden.home.run(command.args(golden));
  const ended = again.code === 0 ? [] : [`run again it exits with ${again.code}: ${again.stderr}`];
  return [...after, ...ended, ...(await checkHome(golden.home))];
}
