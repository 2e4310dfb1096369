import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { at } from './descriptor-path.ts';
import { entryPath, type Place, type PlaceSystem } from './place.ts';
import { hasErrno } from './translate-error.ts';

/** `O_PATH` of Linux (asm-generic/fcntl.h), which Node does not name: a place in the tree, not to be read or written. */
const O_PATH = 0o10000000;
const DIRECTORY = O_PATH | constants.O_DIRECTORY;

/** Places as open descriptors: whatever happens to their names, they stay the objects that were checked. */
export const descriptorPlaces: PlaceSystem = {
  root: (hostPath) => placeOf(openSync(hostPath, DIRECTORY)),
  directory(parent, name) {
    try {
      return placeOf(openSync(entryPath(parent, name), DIRECTORY | constants.O_NOFOLLOW));
    } catch (error) {
      if (hasErrno(error, 'ENOTDIR', 'ELOOP')) return undefined;
      throw error;
    }
  },
  entry(parent, name) {
    try {
      return placeOf(openSync(entryPath(parent, name), O_PATH | constants.O_NOFOLLOW));
    } catch (error) {
      if (hasErrno(error, 'ENOENT')) return undefined;
      throw error;
    }
  },
  duplicate: (place) => placeOf(openSync(place.path, DIRECTORY)),
  isName: () => true,
  moved: () => undefined,
};

function placeOf(fd: number): Place {
  const path = at(fd);
  let open = true;
  return {
    path,
    stat: () => fstatSync(fd),
    exactStat: () => fstatSync(fd, { bigint: true }),
    open: (flags) => openSync(path, flags),
    [Symbol.dispose]() {
      if (open) closeSync(fd);
      open = false;
    },
  };
}
