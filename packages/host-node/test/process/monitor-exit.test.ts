import { describe, expect, it } from 'vitest';
import { readMonitorExit } from '../../src/process/monitor-exit.ts';

describe('readMonitorExit', () => {
  it('reads how the process behind bubblewrap ended', () => {
    expect(readMonitorExit(0, null)).toEqual({ code: 0, signal: null });
    expect(readMonitorExit(3, null)).toEqual({ code: 3, signal: null });
    expect(readMonitorExit(137, null)).toEqual({ code: null, signal: 'SIGKILL' });
    expect(readMonitorExit(152, null)).toEqual({ code: null, signal: 'SIGXCPU' });
    expect(readMonitorExit(255, null)).toEqual({ code: 255, signal: null });
    expect(readMonitorExit(null, 'SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
  });
});
