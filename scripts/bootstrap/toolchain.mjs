/** The Node and pnpm that the workspace needs: the machine's own when new enough, else fetched through npx. */
import { spawnSync } from 'node:child_process';
import { env as ownEnvironment, exit, platform, stderr, versions } from 'node:process';

import { root, runStep } from './step.mjs';

const wanted = { node: 26, pnpm: 12 };
const guard = 'KAMI_TOOLCHAIN_FETCHED';
const npx = platform === 'win32' ? 'npx.cmd' : 'npx';

/**
 * An environment in which `node` and `pnpm` are new enough. The machine's own installations and settings stay as
 * they are: what is fetched lies in npm's cache and is only put first on this process tree's PATH.
 */
export async function toolchainEnvironment() {
  const env = { ...ownEnvironment, pnpm_config_pm_on_fail: 'ignore' };
  if (major(versions.node) >= wanted.node && major(pnpmVersion(env)) >= wanted.pnpm) return env;
  if (env[guard]) {
    stderr.write(
      `✗ toolchain: Node ${versions.node} and pnpm "${pnpmVersion(env)}" are too old, even after fetching.\n`,
    );
    exit(5);
  }
  const fetched = await fetchToolchain(env);
  return { ...env, ...fetched, [guard]: '1' };
}

async function fetchToolchain(env) {
  const packages = Object.entries(wanted).flatMap(([name, version]) => ['-p', `${name}@${version}`]);
  const command = [npx, '-y', ...packages, 'node', 'scripts/bootstrap/report-path.mjs'];
  const stdout = await runStep(`Node ${wanted.node} and pnpm ${wanted.pnpm} from the npm registry`, command, {
    env: {
      ...env,
      npm_config_loglevel: 'error',
      npm_config_update_notifier: 'false',
      npm_config_fund: 'false',
    },
    quiet: true,
    hint: manualHint,
  });
  const report = JSON.parse(stdout.slice(stdout.lastIndexOf('{"path"')));
  if (major(report.node) < wanted.node) {
    stderr.write(`✗ toolchain: npx started Node ${report.node}.\n${manualHint}`);
    exit(5);
  }
  const pathName = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  return { [pathName]: report.path };
}

const manualHint = [
  `KAMI's workspace needs Node ≥ ${wanted.node} and pnpm ≥ ${wanted.pnpm}. This machine has Node ${versions.node};`,
  "fetching them with npx did not work. Check the network and npm's registry setting (`npm ping`),",
  `or install both yourself and run the command again.\n`,
].join('\n');

function pnpmVersion(env) {
  const result = spawnSync('pnpm', ['--version'], {
    cwd: root,
    env,
    encoding: 'utf8',
    shell: platform === 'win32',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return result.status === 0 ? result.stdout.trim() : '0 (not found)';
}

function major(version) {
  return Number.parseInt(version, 10);
}
