import { describe, expect, it } from 'vitest';
import { mountRefusal } from '../../src/index.ts';

const HOME = '/home/me/.local/share/kami';

describe('mountRefusal', () => {
  it.each([
    '/',
    '//',
    '/proc',
    '/proc/self',
    '/sys/kernel',
    '/dev',
    '/dev/shm',
    HOME,
    `${HOME}/data`,
    '/home',
    '/home/me',
    '/home/me/',
  ])('refuses %s', (folder) => {
    expect(mountRefusal(folder, HOME)).toBeTypeOf('string');
  });

  it.each(['/srv/docs', '/home/me/projects', '/device', '/process', `${HOME}-other`])(
    'lends %s',
    (folder) => {
      expect(mountRefusal(folder, HOME)).toBeUndefined();
    },
  );
});
