import { access, constants } from 'node:fs/promises';
import { ok } from '@kami/types';
import type { App } from '../app.ts';
import type { CommandResult } from './command.ts';
import type { Finding } from './finding.ts';
import { secretStore } from './secret-finding.ts';
import { wallFinding } from './wall-finding.ts';

/**
 * `kami doctor`: walls, versions and paths, with what is missing and how to mend it. Exit code 5 when something is broken, such as a wall that is required
 * and does not stand, or one that does not keep off what it should. */
export async function doctorCommand(app: App): CommandResult {
  const findings = [
    node(),
    codeGeneration(),
    platform(),
    await files(app),
    await homeFolder(app),
    await database(app),
    await secretStore(app),
    await executor(app),
    ...(await app.walls()).map(wallFinding),
  ];
  if (app.json) app.console.json({ findings: findings.map((finding) => ({ ...finding })) });
  else for (const finding of findings) print(app, finding);
  return ok(findings.some((finding) => finding.state === 'broken') ? 5 : 0);
}

function print({ console }: App, { what, state, detail, remedy }: Finding): void {
  const sign = {
    good: console.strong('green', '✓'),
    missing: console.strong('yellow', '!'),
    broken: console.strong('red', '✗'),
  }[state];
  console.out(`${sign} ${what.padEnd(22)} ${detail}`);
  if (remedy !== undefined) console.out(`  ${console.strong('cyan', '→')} ${remedy}`);
}

function node(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  const good = major >= 26;
  return {
    what: 'node',
    state: good ? 'good' : 'broken',
    detail: process.version,
    ...(good ? {} : { remedy: 'install Node 26 or newer' }),
  };
}

function codeGeneration(): Finding {
  const what = 'no code from text';
  try {
    // oxlint-disable-next-line typescript/no-implied-eval -- whether this is refused is what is looked at
    new Function('return 1');
    const remedy = 'start KAMI by its own command';
    return { what, state: 'missing', detail: 'this process may turn text into code', remedy };
  } catch {
    return { what, state: 'good', detail: 'this process turns no text into code' };
  }
}

function platform(): Finding {
  const tested = process.platform === 'linux';
  const detail = `${process.platform} ${process.arch}${tested ? '' : ': platform untested'}`;
  return { what: 'platform', state: tested ? 'good' : 'missing', detail };
}

async function files(app: App): Promise<Finding> {
  const what = 'files of tools';
  const { mechanism, usable } = await app.fileMechanism();
  if (!usable) {
    const detail = `refused: this system has no descriptors as paths, and files.jail is ${mechanism}`;
    return { what, state: 'broken', detail, remedy: 'set files.jail to auto in config.toml' };
  }
  if (mechanism === 'walk') return { what, state: 'good', detail: 'in place, by a walk over descriptors' };
  const detail = 'each call works on a private copy of a lent folder, which is written back when it succeeds';
  return { what, state: 'good', detail };
}

async function homeFolder({ paths }: App): Promise<Finding> {
  try {
    await access(paths.root, constants.R_OK | constants.W_OK);
    return { what: 'home', state: 'good', detail: paths.root };
  } catch {
    return {
      what: 'home',
      state: 'broken',
      detail: `${paths.root} cannot be written`,
      remedy: 'choose another with --home DIR or KAMI_HOME',
    };
  }
}

async function database(app: App): Promise<Finding> {
  const home = await app.home();
  const names = home.ok ? await home.value.tools.names() : home;
  if (names.ok) return { what: 'registry', state: 'good', detail: app.paths.database };
  return {
    what: 'registry',
    state: 'broken',
    detail: names.error.message,
    ...(names.error.hint === undefined ? {} : { remedy: names.error.hint }),
  };
}

async function executor(app: App): Promise<Finding> {
  const what = 'executor';
  const probe = await app.probeExecutor();
  if (probe.ok) {
    const { ms, walls } = probe.value;
    const detail = `started behind ${walls.join(', ')} and refused files, sockets and processes (${Math.round(ms)} ms)`;
    return { what, state: 'good', detail };
  }
  const { message, hint } = probe.error;
  return { what, state: 'broken', detail: message, ...(hint === undefined ? {} : { remedy: hint }) };
}
