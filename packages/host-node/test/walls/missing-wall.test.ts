import { describe, expect, it } from 'vitest';
import { missingWallError, wallReason, wallRemedy, whyMissing } from '../../src/walls/missing-wall.ts';

const reasons = ['system', 'program', 'kernel', 'node', 'setting', 'processor', 'broken'] as const;

describe('a wall that is missing', () => {
  it.each(reasons)('has a reason and a remedy (%s)', (why) => {
    expect(wallReason(why).length).toBeGreaterThan(10);
    expect(wallRemedy(why).length).toBeGreaterThan(10);
    expect(missingWallError('seccomp', why)).toMatchObject({
      code: 'KAMI_WALL_MISSING',
      data: { wall: 'seccomp' },
    });
  });

  it('is named with why, and with the command that puts it up', () => {
    const error = missingWallError('bubblewrap', 'setting');
    expect(error.message).toBe(
      'No tool is run: sandbox.require asks for the wall bubblewrap, which does not stand, as sandbox.walls is "process".',
    );
    expect(error.hint).toBe(
      'Put it up: set sandbox.walls to auto in config.toml. See all walls with: kami doctor',
    );
    expect(whyMissing('bubblewrap', 'process')).toBe('setting');
    expect(wallRemedy('program')).toContain('bubblewrap');
  });
});
