import { describe, expect, it } from 'vitest';
import { splitOperands } from '../../src/program/test-commands.ts';

describe('splitOperands', () => {
  it.each([
    [[], ['test'], [], []],
    [['d'], ['test', 'd'], ['d'], []],
    [['a', 'b'], ['test', '--', 'a', 'b'], [], ['a', 'b']],
    [['d', '-t', 'x'], ['test', 'd', '--', '-t', 'x'], ['d'], ['-t', 'x']],
    [['d', '--', 'x'], ['test', 'd', '--', '--', 'x'], ['d'], ['--', 'x']],
    [['d'], ['test', 'd', '--'], ['d'], []],
  ])('%j of %j', (operands, typed, folders, args) => {
    expect(splitOperands(operands, typed)).toEqual({ folders, args });
  });
});
