/** One step of the set-up: a child process, its time on one line, its output shown only when it matters. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import process, { exit, platform, stderr, stdin } from 'node:process';
import { fileURLToPath } from 'node:url';

/** The workspace's root folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Runs a command and resolves with its standard output (empty for a loud step, which says all itself). On failure
 * it shows the output of a quiet step and ends this process with the command's exit code, 128 + n for signal n.
 */
export async function runStep(label, command, { env, quiet, hint = '' }) {
  const started = performance.now();
  const outcome = await runCommand(command, { env, quiet });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (outcome.code === 0) {
    if (quiet) stderr.write(`✓ ${label} (${seconds} s)\n`);
    return outcome.stdout;
  }
  stderr.write(outcome.output);
  if (quiet) stderr.write(`✗ ${label} failed after ${seconds} s (exit code ${outcome.code})\n${hint}`);
  exit(outcome.code);
}

function runCommand([file, ...args], { env, quiet }) {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: root,
      env,
      shell: platform === 'win32' && file !== 'node',
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    });
    const releaseSignals = passSignals(child);
    const outcome = { code: 0, stdout: '', output: '' };
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      outcome.stdout += text;
      outcome.output += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      outcome.output += text;
    });
    child.on('error', (error) => {
      releaseSignals();
      resolve({ ...outcome, code: 127, output: `${file}: ${error.message}\n` });
    });
    child.on('close', (code, signal) => {
      releaseSignals();
      resolve({ ...outcome, code: code ?? 128 + constants.signals[signal] });
    });
  });
}

/** A terminal sends Ctrl-C to the child as well; anything else reaches only this process and is passed on. */
function passSignals(child) {
  const listeners = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => {
    const listener = () => {
      if (signal !== 'SIGINT' || !stdin.isTTY) child.kill(signal);
    };
    return [signal, listener];
  });
  for (const [signal, listener] of listeners) process.on(signal, listener);
  return () => {
    for (const [signal, listener] of listeners) process.removeListener(signal, listener);
  };
}
