import { fileURLToPath } from 'node:url';
import { createPreparer } from '@kami/host-node';
import { sha256 } from '@kami/host-node/component-store';
import type { InstalledTool } from '@kami/registry';
import { createPreparedForms, type PoolPorts, type RemakeReason } from '@kami/runtime';
import { ok } from '@kami/types';
import { createProgress } from '../output/progress.ts';
import type { ToolHostParts } from './assemble-tool-host.ts';

const REASONS: { readonly [R in RemakeReason]: string } = {
  outdated: 'another version of KAMI or Node prepared it',
  damaged: 'its prepared form is missing or damaged',
};

/** How the pool gets prepared forms: of a tool that is not installed from memory, of others from the store. */
export function readPrepared(parts: ToolHostParts): PoolPorts['readPrepared'] {
  const { uninstalled, store, home, clock, random, actor, signal, log } = parts;
  const forms = createPreparedForms({
    store,
    tools: home.tools,
    preparer: createPreparer({
      prepareEntry: fileURLToPath(parts.files.prepare),
      deadlineMs: parts.config.limits.prepareDeadlineMs,
    }),
    clock,
    random,
    sha256,
    nodeVersion: process.versions.node,
    actor,
    signal,
    onRemake: (tool, reason) => showRemake(parts, tool, reason),
    warn: (message) => log.log('warn', message),
  });
  return async (tool) =>
    uninstalled?.prepared.digest === tool.prepared.digest
      ? Promise.resolve(ok(uninstalled.preparedForm))
      : forms.read(tool);
}

/** Says on a terminal, and in the log, that a tool is being prepared. */
function showRemake(
  { console, log }: ToolHostParts,
  { name }: InstalledTool,
  reason: RemakeReason,
): Disposable {
  const text = `preparing ${name} anew: ${REASONS[reason]}`;
  log.log('info', text);
  const progress = createProgress(console, process.stderr);
  progress.step(text);
  return progress;
}
