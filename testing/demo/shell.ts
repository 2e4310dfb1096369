import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Narrator } from './narrator.ts';

/** The command under demonstration. */
const KAMI: string = fileURLToPath(new URL('../../packages/cli/dist/kami.cjs', import.meta.url));
/** The top folder of the repository: where the commands are typed. */
export const TOP: string = fileURLToPath(new URL('../..', import.meta.url));

/** What a command gave. */
export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `kami` commands in one home and shows them as a person would type them. */
export interface Shell {
  /** Runs a command that must end with `code`, with `input` as its standard input; throws otherwise. */
  kami(args: readonly string[], code?: number, input?: string): Promise<Answer>;
}

/** Makes a shell over a home folder. */
export function createShell(home: string, narrator: Narrator): Shell {
  return {
    async kami(args, code = 0, input = '') {
      narrator.command(['kami', ...args.map(quoted)].join(' '));
      const answer = await runKami(home, args, input);
      narrator.answer(answer.stdout === '' ? answer.stderr : answer.stdout);
      if (answer.code !== code) {
        throw new Error(
          `kami ${args.join(' ')} ended with ${answer.code}, not ${code}:\n${answer.stderr}${answer.stdout}`,
        );
      }
      return answer;
    },
  };
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

function runKami(home: string, args: readonly string[], input: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, KAMI_HOME: home, NO_COLOR: '1' };
    const child = spawn(process.execPath, [KAMI, ...args], {
      cwd: TOP,
      env,
      stdio: 'pipe',
    });
    child.stdin.on('error', () => undefined).end(input);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject).on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
  });
}
