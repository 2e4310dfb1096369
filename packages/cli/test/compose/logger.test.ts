import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const LOGGER = new URL('../../src/compose/logger.ts', import.meta.url).href;

/** What a logger of this level writes, from a process of its own: it writes to descriptor 2. */
function logged(options: string): { readonly stdout: string; readonly stderr: string } {
  const program = `
    const { createLogger } = await import(${JSON.stringify(LOGGER)});
    const logger = createLogger(${options});
    logger.log('debug', 'quiet');
    logger.log('warn', 'loud', { tool: 'probe' });
    await logger.flush();`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
}

describe('createLogger', () => {
  it('writes JSON lines at or above its level to standard error only', () => {
    const { stdout, stderr } = logged("{ level: 'info', pretty: false }");
    expect(stdout).toBe('');
    const lines = stderr.trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 40, msg: 'loud', tool: 'probe' });
  });

  it('writes for people when asked to', () => {
    const { stderr } = logged("{ level: 'warn', pretty: true }");
    expect(stderr).toContain('WARN');
    expect(stderr).toContain('loud');
  });

  it('is silent when told so', () => {
    expect(logged("{ level: 'silent', pretty: false }").stderr).toBe('');
  });
});
