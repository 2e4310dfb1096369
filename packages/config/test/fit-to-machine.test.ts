import { describe, expect, it } from 'vitest';
import { fitToMachine } from '../src/fit-to-machine.ts';

describe('fitToMachine', () => {
  it.each([
    { cores: 1, processes: 4, perTool: 4 },
    { cores: 2, processes: 4, perTool: 4 },
    { cores: 4, processes: 6, perTool: 4 },
    { cores: 16, processes: 18, perTool: 16 },
    { cores: 64, processes: 66, perTool: 64 },
    { cores: 256, processes: 66, perTool: 64 },
  ])(
    'has $processes executors, $perTool of them for one tool, on $cores cores',
    ({ cores, processes, perTool }) => {
      expect(fitToMachine('pool.max_processes', 0, cores)).toBe(processes);
      expect(fitToMachine('pool.executors_per_tool', 0, cores)).toBe(perTool);
    },
  );

  it('leaves what was said, and the 0 of other settings', () => {
    expect(fitToMachine('pool.max_processes', 3, 64)).toBe(3);
    expect(fitToMachine('pool.stock', 0, 64)).toBe(0);
    expect(fitToMachine('serve.drain_ms', 0, 64)).toBe(0);
  });
});
