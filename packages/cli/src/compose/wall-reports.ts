import { detectWalls, executorCommand, testWalls, wallRemedy, type Wall } from '@kami/host-node/process';
import type { WallReport } from '../home/wall-report.ts';
import type { ServiceParts } from './service-parts.ts';

/** The walls around executors as the configuration says, each with what came of the attempt to break it. */
export async function composeWallReports({ config, files }: ServiceParts): Promise<readonly WallReport[]> {
  const { walls: setting, require } = config.sandbox;
  const { walls } = executorCommand({ entry: files.wallProbe, walls: setting });
  const tests = await testWalls(files.wallProbe, walls);
  return detectWalls(setting).map((wall): WallReport => {
    const required = require.some((name) => name === wall.name);
    const test = tests.find((candidate) => candidate.wall === wall.name);
    if (test === undefined) return { ...wall, required };
    if (test.failure !== undefined) return { ...notPutUp(wall, test.failure), required };
    return { ...wall, required, attack: { held: test.held, broken: test.broken } };
  });
}

function notPutUp(wall: Wall, reason: string): Wall {
  return { ...wall, stands: false, reason, remedy: wallRemedy('broken') };
}
