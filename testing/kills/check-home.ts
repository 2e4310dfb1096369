import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { inspectTool } from '../e2e/inspect-tool.ts';
import type { TestHome } from '../e2e/kami.ts';
import { addedGrant, keeper, keptGrant } from './golden-home.ts';

/** The grants before and after the command that adds one, as JSON. */
const grantSets = [[keptGrant], [keptGrant, addedGrant]].map((grants) => JSON.stringify(grants));

/** What is wrong with a home in which a command was killed: nothing, or sentences. */
export async function checkHome(home: TestHome): Promise<readonly string[]> {
  const verified = await home.run(['verify', 'store', '--json']);
  const problems = verified.code === 0 ? [] : [`kami verify store: ${verified.stdout}${verified.stderr}`];
  const { state, granted } = await inspectTool(home, keeper);
  if (state !== 'active') problems.push(`the tool is ${String(state)}`);
  if (!grantSets.includes(JSON.stringify(granted)))
    problems.push(`its grants are ${JSON.stringify(granted)}`);
  const halves = readdirSync(join(home.path, '..')).filter((name) => name === 'killed.tar');
  if (halves.length > 0 && !(await isWhole(home))) problems.push('half a backup has its name');
  return problems;
}

/** A backup that has its name can be restored. */
async function isWhole(home: TestHome): Promise<boolean> {
  const { code } = await home.run(['restore', join(home.path, '..', 'killed.tar'), '--yes']);
  return code === 0;
}
