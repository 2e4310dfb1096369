import { FetchError, ToolError } from '@kami/guest';
import { readForecast } from './forecast.ts';
import type { Fetch, Response } from '@kami/guest';
import type { Day } from './forecast.ts';

/** Units of a forecast: °C and m/s, or °F and miles per hour. */
export type Units = 'metric' | 'imperial';

/** Where and how the service is asked. */
export interface Service {
  readonly url: string;
  readonly units: Units;
}

/** The forecast of one city. Throws a {@link ToolError} that says what to do instead. */
export async function askForecast(
  fetch: Fetch,
  { url: base, units }: Service,
  city: string,
  days: number,
): Promise<{ place: string; days: Day[] }> {
  const url = new URL('/v4/weather/forecast', base);
  url.search = new URLSearchParams({ location: city, timesteps: '1d', units }).toString();
  const response = await request(fetch, url, city);
  if (!response.ok)
    throw new ToolError(ADVICE[response.status]?.(city) ?? `The weather service answered ${response.status}`);
  const forecast = readForecast(await response.json(), days);
  if (forecast === undefined) throw new ToolError('The weather service answered in a form that is not known');
  return { place: forecast.place ?? city, days: forecast.days };
}

/** What a status of the service means. The key is put into the request by the host: only the operator can mend it. */
const ADVICE: Readonly<Record<number, (city: string) => string>> = {
  400: (city) => `The weather service does not know "${city}". Add the country, such as "Paris, France"`,
  401: () => 'The weather service wants another key: ask the operator to set the secret weather-key',
  429: () => 'The weather service has had too many requests: try again in an hour',
};

async function request(fetch: Fetch, url: URL, city: string): Promise<Response> {
  try {
    return await fetch(url, { headers: { accept: 'application/json' }, timeoutMs: 8000 });
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    const advice = error.code === 'timed-out' ? `. Ask for ${city} again later` : '';
    throw new ToolError(`${error.message}${advice}`, { cause: error });
  }
}
