import { rm } from 'node:fs/promises';
import type { TestOpening } from '@kami/protocol';
import type { InstalledTool } from '@kami/registry';
import { keepRecord, toInstalledTool, type Examination, type UnrecordedRequest } from '@kami/runtime';
import { ok, type KamiError, type Result } from '@kami/types';
import type { App, Home } from '../app.ts';
import { createStackMapper, sourceMapPath, type StackMapper } from '../building/map-stack.ts';
import { loadCandidate } from '../commands/load-candidate.ts';
import { growRecording, readRecording, type GrowingRecording } from './recording-file.ts';
import { makeTestFolder } from './test-folder.ts';
import { testPermission } from './test-permission.ts';
import type { TestStart, TestToolHost } from './test-world.ts';

/** A tool that a test has opened. Disposing ends its processes and removes its private folder. */
export interface TestTool extends AsyncDisposable {
  readonly tool: InstalledTool;
  readonly host: TestToolHost;
  /** Puts places in the author's files where the tool logs some in its bundle. */
  readonly mapStack: StackMapper;
  /** What running calls begin with, by their ids. */
  readonly starts: Map<string, TestStart>;
  /** Requests that had no recorded answer and that no call has told of yet. */
  readonly unrecorded: UnrecordedRequest[];
  /** Where what calls request is recorded, and what was so far; absent: nowhere. */
  readonly recording?: GrowingRecording;
  readonly seed?: string;
}

/** Opens a tool for a test: reads, examines and grants it as the test says. Errors: those of an installation. */
export async function openTestTool(app: App, opening: TestOpening): Promise<Result<TestTool, KamiError>> {
  const { http, limits, seed } = opening;
  const home = await app.home();
  if (!home.ok) return home;
  const read = await loadCandidate(app, opening.folder);
  if (!read.ok) return read;
  const manifest = { ...read.value.manifest, limits: { ...read.value.manifest.limits, ...limits } };
  const permission = await testPermission(manifest, opening, app.paths.root);
  if (!permission.ok) return permission;
  const replayed = http.mode === 'replay' ? await readRecording(http.file) : ok(undefined);
  if (!replayed.ok) return replayed;
  const examination = await app.examine({ ...read.value, manifest }, () => undefined);
  if (!examination.ok) return examination;
  await keepExamined(app, home.value, examination.value);
  const data = await makeTestFolder(app.paths.temporary);
  const starts = new Map<string, TestStart>();
  const unrecorded: UnrecordedRequest[] = [];
  const host = await app.testToolHost(examination.value, {
    data,
    environment: opening.config,
    secrets: opening.secrets,
    replayed: replayed.value,
    onUnrecorded: (request) => unrecorded.push(request),
    startOf: (callId) => starts.get(callId),
  });
  if (!host.ok) {
    await rm(data, { recursive: true, force: true });
    return host;
  }
  const decision = { state: 'active', permission: permission.value } as const;
  return ok({
    tool: toInstalledTool(examination.value, decision, '', opening.folder),
    host: host.value,
    mapStack: createStackMapper(sourceMapPath(opening.folder, manifest.wasm)),
    starts,
    unrecorded,
    ...(http.mode === 'record' ? { recording: growRecording(http.file) } : {}),
    ...(seed === undefined ? {} : { seed }),
    async [Symbol.asyncDispose]() {
      await host.value[Symbol.asyncDispose]();
      await rm(data, { recursive: true, force: true });
    },
  });
}

/** Keeps what examining found for the next test; that it cannot be kept costs time and nothing else. */
async function keepExamined(app: App, { examinations }: Home, examination: Examination): Promise<void> {
  const ports = {
    store: await app.componentStore(),
    examinations,
    sha256: await app.sha256(),
    warn: (message: string) => app.log.log('warn', message),
  };
  await keepRecord(ports, examination);
}
