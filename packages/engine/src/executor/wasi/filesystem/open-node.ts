import { fitsUtf8, MAX_PATH_BYTES, type FsErrorCode, type FsOpenFlags } from '@kami/protocol';
import { err, ok, type Result } from '@kami/types';
import type { Guest } from '../../guest.ts';
import { HostDefect } from '../../guest-stop.ts';
import { noteDenial } from '../../note-denial.ts';
import { OpenedNode, askFs } from './opened-node.ts';

/** Why a path cannot be asked for, or nothing; the host is told of it. */
export function pathProblem(guest: Guest, path: string): FsErrorCode | undefined {
  const problem = malformation(path);
  if (problem !== undefined) noteDenial(guest, 'path-form', path);
  return problem;
}

function malformation(path: string): FsErrorCode | undefined {
  if (!fitsUtf8(path, MAX_PATH_BYTES)) return 'name-too-long';
  if (path.includes('\0')) return 'invalid';
  return path.isWellFormed() ? undefined : 'illegal-byte-sequence';
}

/** Opens what stands at a path below a folder; what comes along with the reply is kept for the first read. */
export function openNode(
  guest: Guest,
  folder: number,
  path: string,
  flags: FsOpenFlags,
): Result<OpenedNode, FsErrorCode> {
  const problem = pathProblem(guest, path);
  if (problem !== undefined) return err(problem);
  const answer = askFs(guest, { op: 'fs.open', handle: folder, path, flags });
  if (!answer.ok) return answer;
  const { reply, body } = answer.value;
  if (reply.ok !== 'open') throw new HostDefect('fs.open: unexpected reply');
  const { stat } = reply;
  const comesAlong = stat.type === 'regular-file' && !flags.write && (body.length > 0 || stat.size === 0);
  return ok(new OpenedNode(guest, reply.handle, { stat, head: comesAlong ? body : undefined }));
}
