import { readFields } from './answer-fields.ts';
import { findKami } from './find-kami.ts';
import { findToolFolder } from './find-tool-folder.ts';
import { KamiTestError } from './kami-test-error.ts';
import { lendFolders, writeTree } from './lent-folders.ts';
import { grantTexts, limitFields, type OpenToolOptions } from './open-options.ts';
import { chooseHttp } from './recorded.ts';
import { sharedTestHost } from './shared-test-host.ts';
import { createTestClock, DEFAULT_TIME } from './test-clock.ts';
import { createTestFiles } from './test-files.ts';
import { callTool, type CallArguments, type CallOptions, type ToolUnderTest } from './tool-under-test.ts';

/**
 * Opens the built component of a tool in KAMI's sandbox, with the processes, walls, grants and limits that it has when an
 * operator runs it. Throws `KamiTestError` where there is no `kami`, no component, or something it cannot be granted.
 */
export async function openTool(options: OpenToolOptions = {}): Promise<ToolUnderTest> {
  const { env, execPath, platform } = process;
  const folder = findToolFolder(options.folder, process.cwd());
  const clock = createTestClock(options.clock ?? DEFAULT_TIME);
  const http = chooseHttp(options.http ?? 'live', folder, env);
  const testHost = sharedTestHost(findKami({ env, folder, node: execPath, platform }));
  const lent = await lendFolders(options.mounts ?? {}, folder);
  try {
    const { grants = 'requested', config = {}, secrets = {}, limits = {}, seed = 0 } = options;
    const answer = await testHost.ask({
      op: 'open',
      folder,
      requested: grants === 'requested',
      grants: [...grantTexts(options), ...lent.grants],
      config,
      secrets,
      http,
      limits: limitFields(limits),
      ...(seed === 'random' ? {} : { seed: String(seed) || '0' }),
    });
    const opened = readFields(answer);
    const privateFolder = opened.optionalText('privateFolder');
    const tool = opened.number('tool');
    const name = opened.text('name');
    if (options.privateFolder !== undefined) {
      if (privateFolder === undefined)
        throw new KamiTestError(
          'USAGE',
          `${name} has no private folder: it takes fs_access = "sandbox" in tool.toml, and the grant.`,
        );
      await writeTree(privateFolder, options.privateFolder);
    }
    const recording = http.mode === 'live' ? undefined : http.file;
    const open = { testHost, tool, name, recording, at: () => clock.at() };
    let closing: Promise<void> | undefined;
    const close = async (): Promise<void> => (closing ??= closeTool());
    const closeTool = async (): Promise<void> => {
      if (testHost.alive) await testHost.ask({ op: 'close', tool });
      await lent[Symbol.asyncDispose]();
    };
    return {
      name,
      version: opened.text('version'),
      functions: opened.texts('functions'),
      clock,
      files: createTestFiles(privateFolder, lent.paths),
      async call<Structured>(
        first: string | CallArguments = {},
        second: CallArguments = {},
        third: CallOptions = {},
      ) {
        if (closing !== undefined) throw new KamiTestError('USAGE', `${name} is closed.`);
        return typeof first === 'string'
          ? callTool<Structured>(open, first, second, third)
          : callTool<Structured>(open, undefined, first, second);
      },
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await lent[Symbol.asyncDispose]();
    throw error;
  }
}
