/**
 * Uses files in a loop, in QuickJS, so that a client can time it: the same operations as `fs-bench`, by whole
 * operations of `kami:host/files`, as the SDK does them.
 */
import files from 'kami:host/files@0.1.0';

const CHUNK = 1 << 20;

/** All of a file as the SDK reads it: until nothing comes. */
function readAll(path, piece) {
  let size = 0;
  for (;;) {
    const { length } = files.read(path, size, piece);
    if (length === 0) return size;
    size += length;
  }
}

function openOften(path, times) {
  let bytes = 0;
  for (let done = 0; done < times; done++) bytes += readAll(path, CHUNK);
  return { bytes };
}

const operations = {
  open: openOften,
  read: (path) => ({ bytes: readAll(path, 65_536) }),
  list: (path) => ({ names: files.entries(path).length }),
};

export const describe = () =>
  JSON.stringify({
    tools: [
      {
        name: 'fs-bench-quickjs',
        description: 'Uses files in a loop.',
        inputSchema: { type: 'object' },
        outputSchema: { type: 'object' },
      },
    ],
  });

export const call = (_name, argsJson) => {
  const { op, path, count } = JSON.parse(argsJson);
  return JSON.stringify(operations[op](path, count));
};
