/**
 * Threat: a wall that cannot be put up is left out without a word, or a tool brings one down for those that start after it
 * by using up what the wall is made from. Rule: a wall that is required stands or nothing runs; another one is left out only
 * if it never stood in this process, and then that is told.
 */
import type { Executor, ExecutorProcess } from '@kami/runtime';
import { err, type KamiError, type Result } from '@kami/types';
import { executorCommand, type ExecutorCommand, type ExecutorProgram } from '../launch/executor-command.ts';
import { missingWallError, whyMissing } from '../walls/missing-wall.ts';
import type { ExecutorWall } from '../walls/sandbox.ts';

/** Which walls executors get. */
export interface WallOptions extends ExecutorProgram {
  /** Walls without which no executor is started; none unless said. */
  readonly require?: readonly ExecutorWall[];
  /** Hears once that bubblewrap is there and does not work: executors start without it. */
  readonly onWeaker?: () => void;
}

/** Starts a process by a command. */
export type StartByCommand = (command: ExecutorCommand) => Promise<Result<ExecutorProcess, KamiError>>;

/** An executor that starts its processes behind the walls asked for. Errors: as of `start`, and `KAMI_WALL_MISSING`. */
export function createWalledStart(options: WallOptions, start: StartByCommand): Executor {
  const required = options.require ?? [];
  let command = executorCommand(options);
  let stood = false;
  // Asked anew after each wait: another start may have found out meanwhile.
  const hasStood = (): boolean => stood;
  return {
    async start() {
      const absent = required.find((wall) => !command.walls.includes(wall));
      if (absent !== undefined) return err(missingWallError(absent, whyMissing(absent, options.walls)));
      const tried = command;
      const started = await start(tried);
      if (started.ok) stood = true;
      if (hasStood() || !tried.walls.includes('bubblewrap')) return started;
      const weaker = executorCommand({ ...options, walls: 'process' });
      const without = await start(weaker);
      if (!without.ok) return started;
      if (hasStood()) {
        await without.value.kill();
        return started;
      }
      const needed = required.find((wall) => !weaker.walls.includes(wall));
      if (needed !== undefined) {
        await without.value.kill();
        return err(missingWallError(needed, 'broken'));
      }
      if (command === tried) options.onWeaker?.();
      command = weaker;
      return without;
    },
  };
}
