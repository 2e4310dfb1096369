import { fileURLToPath } from 'node:url';
import { createPreparer, sha256 } from '@kami/host-node';
import { examine, type Executor } from '@kami/runtime';
import type { App } from '../app.ts';
import type { ServiceParts } from './service-parts.ts';

/** Puts together how a tool is looked over: a throwaway process to prepare it, an executor without grants to start it. */
export function composeExamination(parts: ServiceParts, executor: Executor): App['examine'] {
  const { config, files, clock, random, signal } = parts;
  const { prepareDeadlineMs, startupDeadlineMs } = config.limits;
  const preparer = createPreparer({
    prepareEntry: fileURLToPath(files.prepare),
    deadlineMs: prepareDeadlineMs,
  });
  const ports = { preparer, executor, clock, random, sha256, startupDeadlineMs };
  return (candidate, onStep) => examine(ports, candidate, signal, onStep);
}
