import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';

/** A process that swaps an entry for a link until it is stopped. */
export interface Attack extends Disposable {
  /** Ends it and gives how many times it swapped. */
  stop(): Promise<number>;
}

/** Starts `attacker.ts` on an entry of a folder; resolves when it swaps. */
export async function startAttack(folder: string, name: string, target: string): Promise<Attack> {
  const program = fileURLToPath(new URL('attacker.ts', import.meta.url));
  const child = spawn(execPath, [program, folder, name, target], { stdio: ['pipe', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  await once(child.stdout, 'data');
  return {
    async stop() {
      child.stdin.end();
      await once(child, 'close');
      return Number(printed.trim().split('\n').at(-1));
    },
    [Symbol.dispose]: () => {
      child.kill('SIGKILL');
    },
  };
}
