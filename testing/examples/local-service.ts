import { once } from 'node:events';
import { createServer } from 'node:http';

/** The key that the weather service wants in the field `apikey`. */
export const WEATHER_KEY = 'wk-5f0c2d7e91ab';

/** A server on loopback for the examples that use the network. */
export interface LocalService extends Disposable {
  readonly port: number;
  /** `http://localhost:PORT`. */
  readonly url: string;
}

/** Starts it: forecasts of Lisbon and Oslo for whoever has {@link WEATHER_KEY}; any other path is greeted. */
export async function startLocalService(): Promise<LocalService> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname !== '/v4/weather/forecast') {
      response.setHeader('content-type', 'text/plain').end(`hello from ${pathname}`);
      return;
    }
    const days = FORECASTS[searchParams.get('location') ?? ''];
    if (request.headers['apikey'] !== WEATHER_KEY) response.writeHead(401).end('{"type":"Invalid Auth"}');
    else if (days === undefined) response.writeHead(400).end('{"type":"Invalid Query Parameters"}');
    else response.setHeader('content-type', 'application/json').end(JSON.stringify(toAnswer(days)));
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return {
    port: address.port,
    url: `http://localhost:${address.port}`,
    [Symbol.dispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Lowest and highest temperature, chance of rain and wind of each day. */
const FORECASTS: Readonly<Record<string, readonly (readonly [number, number, number, number])[]>> = {
  Lisbon: [
    [14.2, 22.8, 5, 4.1],
    [15, 24.1, 0, 3.6],
  ],
  Oslo: [
    [-3.5, 1.2, 80, 7.9],
    [-6, -1.1, 35, 5.2],
  ],
};

/** As the service of api.tomorrow.io answers. */
const toAnswer = (days: (typeof FORECASTS)[string]): object => ({
  timelines: {
    daily: days.map(([temperatureMin, temperatureMax, precipitationProbabilityMax, windSpeedMax], index) => ({
      time: `2026-03-0${index + 1}T05:00:00Z`,
      values: { temperatureMin, temperatureMax, precipitationProbabilityMax, windSpeedMax },
    })),
  },
  location: { lat: 0, lon: 0, type: 'city' },
});
