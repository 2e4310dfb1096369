import type { WallReport } from '../home/wall-report.ts';
import type { Finding } from './finding.ts';

const REPORT = 'report it with the output of: kami doctor --json';

/** What `kami doctor` says of a wall: broken when it lets through what it should keep off, or is required and does not stand. */
export function wallFinding(wall: WallReport): Finding {
  const what = `wall ${wall.name}`.slice(0, 24);
  const { attack, remedy } = wall;
  if (!wall.stands) {
    const reason = wall.reason === undefined ? 'not there' : `not there, as ${wall.reason}`;
    const detail = `${wall.required ? 'required and ' : ''}${reason}; would keep off ${wall.keepsOff}`;
    return {
      what,
      state: wall.required ? 'broken' : 'missing',
      detail,
      ...(remedy === undefined ? {} : { remedy }),
    };
  }
  if (attack === undefined) return { what, state: 'good', detail: `keeps off ${wall.keepsOff}` };
  const { held, broken } = attack;
  if (broken.length === 0)
    return { what, state: 'good', detail: `held when attacked: could not ${held.join(', ')}` };
  return {
    what,
    state: 'broken',
    detail: `does not hold: an attack could ${broken.join(', ')}`,
    remedy: REPORT,
  };
}
