import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { env, execPath } from 'node:process';

/** Somebody with Node, npm and an empty home, at a shell. */
export interface NewUser extends AsyncDisposable {
  /** The home, in which everything is written. */
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  /** The folder that the next command runs in. */
  readonly folder: string;
  /** Where `npm install --global` puts the package of the command. */
  readonly commandPackage: string;
  /** Writes a file, named from that folder. */
  write(path: string, text: string): void;
  /** Runs lines of a shell to their end and gives what was printed; throws with it when a command fails. */
  run(commands: string): Promise<string>;
  /** Begins a command in another terminal, in the same folder. */
  begin(command: string): RunningTerminal;
}

/** A command that runs in a terminal of its own. */
export interface RunningTerminal {
  /** Resolves when a line with this text was printed; rejects when the command ends before. */
  sees(text: string): Promise<void>;
  /** Presses Ctrl-C, and gives the exit code. */
  interrupt(): Promise<number | null>;
}

/** Makes somebody new, whose npm takes KAMI's packages from where `npmrc` says. */
export function createNewUser(npmrc: string): NewUser {
  const home = mkdtempSync(join(tmpdir(), 'kami-user-'));
  const own = join(homedir(), '.npmrc');
  writeFileSync(join(home, '.npmrc'), `${existsSync(own) ? `${readFileSync(own, 'utf8')}\n` : ''}${npmrc}`);
  const bin = join(home, '.npm-global', 'bin');
  mkdirSync(bin, { recursive: true });
  const variables = {
    ...machineVariables(),
    HOME: home,
    PATH: [bin, dirname(execPath), env['PATH'] ?? ''].join(delimiter),
    npm_config_userconfig: join(home, '.npmrc'),
    npm_config_prefix: dirname(bin),
    npm_config_cache: env['npm_config_cache'] ?? join(homedir(), '.npm'),
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_prefer_offline: 'true',
    NO_COLOR: '1',
  };
  let folder = home;
  const running = new Set<ChildProcess>();
  const shell = (commands: string): ChildProcess => {
    const child = spawn('bash', ['-euo', 'pipefail', '-c', commands], {
      cwd: folder,
      env: variables,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    running.add(child);
    child.once('close', () => running.delete(child));
    return child;
  };
  return {
    home,
    env: variables,
    commandPackage: join(dirname(bin), 'lib', 'node_modules', '@kami', 'cli'),
    get folder() {
      return folder;
    },
    write: (path, text) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    run: async (commands) => {
      const place = join(home, '.folder');
      const child = shell(`${commands}\npwd > ${place}`);
      const printed = collect(child);
      await once(child, 'close');
      if (child.exitCode !== 0) throw new Error(`${commands}\n${printed()}`);
      folder = readFileSync(place, 'utf8').trim();
      return printed();
    },
    begin: (command) => watch(shell(`exec ${command}`)),
    [Symbol.asyncDispose]: async () => {
      for (const child of running) {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
        if (child.exitCode === null) await once(child, 'close');
      }
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** What reaches the network from this machine is in the environment; what this workspace set for itself is not the user's. */
function machineVariables(): Record<string, string> {
  const own = /^(?:KAMI_|npm_|NODE_COMPILE_CACHE|NODE_ENV|NODE_OPTIONS|VITEST|XDG_|TEST$|CI$)/;
  const entries = Object.entries(env).filter(([name]) => !own.test(name));
  return Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

function collect(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
  return () => text;
}

function watch(child: ChildProcess): RunningTerminal {
  const printed = collect(child);
  let seen = 0;
  return {
    sees: async (text) => {
      for (;;) {
        const at = printed().indexOf(text, seen);
        if (at !== -1) {
          seen = at + text.length;
          return;
        }
        if (child.exitCode !== null) throw new Error(`It ended before it printed "${text}":\n${printed()}`);
        const heard = new AbortController();
        const { signal } = heard;
        await Promise.race([
          once(child, 'close', { signal }),
          ...[child.stdout, child.stderr].flatMap((stream) =>
            stream === null ? [] : [once(stream, 'data', { signal })],
          ),
        ]);
        heard.abort();
      }
    },
    interrupt: async () => {
      if (child.pid !== undefined && child.exitCode === null) {
        process.kill(-child.pid, 'SIGINT');
        await once(child, 'close');
      }
      return child.exitCode;
    },
  };
}
