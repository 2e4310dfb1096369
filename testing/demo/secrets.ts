import { localExample } from '../examples/local-example.ts';
import { startLocalService, WEATHER_KEY } from '../examples/local-service.ts';
import { at, type Expect } from './expect.ts';
import type { Narrator } from './narrator.ts';
import type { Shell } from './shell.ts';

/** Shows a key that the host puts into requests, and that the tool never holds. */
export async function showSecret(
  shell: Shell,
  narrator: Narrator,
  expect: Expect,
  folder: string,
): Promise<void> {
  narrator.section('A key that the tool never holds: the host puts it into the request');
  using service = await startLocalService();
  process.env['WEATHER_URL'] = service.url;
  const source = await localExample(folder, 'weather', 'weather-local', service.port);
  await shell.kami(['install', source, '--yes']);
  const call = ['run', 'weather-local', 'cities:=["Lisbon","Oslo"]', 'days:=1', '--json'];
  const without = await shell.kami(call, 1);
  expect.holds('without its key, the service refuses it', without.stdout, 'set the secret weather-key');
  await shell.kami(['secret', 'set', 'weather-key'], 0, WEATHER_KEY);
  await shell.kami(['grant', 'weather-local', `secret=weather-key@${service.url}:apikey`]);
  const answer = JSON.parse((await shell.kami(call)).stdout) as unknown;
  expect.equal('weather has both forecasts', at(answer, 'structured', 'forecasts', 'length'), 2);
  expect.equal('and that of Oslo is cold', at(answer, 'structured', 'forecasts', 1, 'days', 0, 'min'), -3.5);
}
