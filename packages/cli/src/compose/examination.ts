import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ComponentStore } from '@kami/engine';
import { createPreparer } from '@kami/host-node';
import { sha256 } from '@kami/host-node/component-store';
import { examine, knownExamination, type ExaminePorts, type Executor } from '@kami/runtime';
import type { KamiError, Result } from '@kami/types';
import type { App, Home } from '../app.ts';
import type { ServiceParts } from './service-parts.ts';

/** What an examination asks for when it needs it. */
export interface ExaminationServices {
  readonly executor: Executor;
  home(): Promise<Result<Home, KamiError>>;
  componentStore(): Promise<ComponentStore>;
}

/** Puts together how a tool is looked over: a throwaway process to prepare it, an executor without grants to start it. */
export function composeExamination(parts: ServiceParts, services: ExaminationServices): App['examine'] {
  const { config, files, clock, random, signal, paths } = parts;
  const { prepareDeadlineMs, startupDeadlineMs } = config.limits;
  const preparer = createPreparer({
    prepareEntry: fileURLToPath(files.prepare),
    deadlineMs: prepareDeadlineMs,
  });
  // A look at a file makes no database.
  const known: ExaminePorts['known'] = async (component, key) => {
    const home = existsSync(paths.database) ? await services.home() : undefined;
    if (home?.ok !== true) return undefined;
    const { examinations } = home.value;
    return knownExamination({ store: await services.componentStore(), examinations }, component, key);
  };
  const { executor } = services;
  const ports: ExaminePorts = {
    preparer,
    executor,
    clock,
    random,
    sha256,
    nodeVersion: process.versions.node,
    known,
    startupDeadlineMs,
  };
  return (candidate, onStep) => examine(ports, candidate, signal, onStep);
}
