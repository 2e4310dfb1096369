import { bool, decimalU64, integer, literal, text } from '../parse/scalar-shapes.ts';
import { either, fields } from '../parse/composite-shapes.ts';
import type { Shape } from '../parse/shape.ts';
import { MAX_PATH_BYTES, MAX_READ_BYTES } from './bounds.ts';
import type { FsCall, FsOpenFlags } from './fs.ts';

/** A handle as the host issues them. */
export const handle: Shape<number> = integer(0, 0xffff_ffff);
const path = text(MAX_PATH_BYTES);
const size = integer(0, Number.MAX_SAFE_INTEGER);
const moment = either(literal('now'), decimalU64);

const flags: Shape<FsOpenFlags> = fields({
  create: bool,
  exclusive: bool,
  truncate: bool,
  directory: bool,
  write: bool,
  followLinks: bool,
});

/** The shape of every operation on files, by `op`. */
export const FS_CALL_SHAPES: {
  readonly [Op in FsCall['op']]: Shape<Extract<FsCall, { readonly op: Op }>>;
} = {
  'fs.open': fields({ op: literal('fs.open'), handle, path, flags }),
  'fs.read': fields({ op: literal('fs.read'), handle, offset: size, length: integer(0, MAX_READ_BYTES) }),
  'fs.write': fields({ op: literal('fs.write'), handle, offset: either(literal('end'), size) }),
  'fs.stat': fields({ op: literal('fs.stat'), handle }),
  'fs.stat-at': fields({ op: literal('fs.stat-at'), handle, path, followLinks: bool }),
  'fs.list': fields({ op: literal('fs.list'), handle }),
  'fs.make-directory': fields({ op: literal('fs.make-directory'), handle, path }),
  'fs.remove': fields({ op: literal('fs.remove'), handle, path, directory: bool }),
  'fs.rename': fields({ op: literal('fs.rename'), handle, path, toHandle: handle, toPath: path }),
  'fs.read-link': fields({ op: literal('fs.read-link'), handle, path }),
  'fs.set-size': fields({ op: literal('fs.set-size'), handle, size }),
  'fs.set-times': fields(
    { op: literal('fs.set-times'), handle, followLinks: bool },
    { path, accessed: moment, modified: moment },
  ),
  'fs.sync': fields({ op: literal('fs.sync'), handle }),
};
