import { defineTool, reply, text, ToolError } from '@kami/guest';
import * as z from 'zod/mini';
import { day } from './forecast.ts';
import { askForecast } from './service.ts';
import type { Tool } from '@kami/guest';
import type { Day } from './forecast.ts';
import type { Units } from './service.ts';

const forecast = z.object({ city: z.string(), place: z.string(), days: z.array(day) });
const failure = z.object({ city: z.string(), error: z.string() });

/** Gives forecasts of cities, all asked for at once. */
export const weather: Tool = defineTool({
  name: 'weather',
  title: 'Weather forecast',
  description:
    'Gives the weather forecast of one or more cities, day by day: temperatures, chance of rain, wind. ' +
    'Cities that are not known are named beside the others.',
  input: z.object({
    cities: z
      .array(z.string().check(z.trim(), z.minLength(1), z.maxLength(100)))
      .check(z.minLength(1), z.maxLength(8), z.describe('Such as ["Lisbon", "Paris, France"]')),
    days: z._default(z.int().check(z.minimum(1), z.maximum(5)), 3),
  }),
  output: z.object({
    units: z.enum(['metric', 'imperial']).check(z.describe('metric: °C and m/s; imperial: °F and mph')),
    forecasts: z.array(forecast),
    failures: z.array(failure),
  }),
  requests: {
    net: ['GET api.tomorrow.io'],
    secrets: ['weather-key'],
    config: ['WEATHER_UNITS', 'WEATHER_URL'],
  },
  limits: { executionMs: 15_000 },
  run: async ({ cities, days }, { fetch, config, log, progress }) => {
    const units = toUnits(config.get('WEATHER_UNITS'));
    const service = { url: config.get('WEATHER_URL') ?? 'https://api.tomorrow.io', units };
    let done = 0;
    const asked = await Promise.allSettled(
      cities.map(async (city) => {
        const { place, days: shown } = await askForecast(fetch, service, city, days);
        done += 1;
        progress(done, cities.length, city);
        return { city, place, days: shown };
      }),
    );
    const forecasts = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const failures = asked.flatMap((one, index) =>
      one.status === 'rejected' ? [{ city: cities[index] ?? '', error: expected(one.reason).message }] : [],
    );
    const [first] = failures;
    if (forecasts.length === 0 && first !== undefined) throw new ToolError(first.error);
    if (failures.length > 0) log.warning('some cities have no forecast', failures);
    return reply({
      structured: { units, forecasts, failures },
      content: [
        ...forecasts.map(({ place, days: shown }) => text([place, ...shown.map(toLine(units))].join('\n'))),
        ...failures.map(({ city, error }) => text(`${city}: ${error}`)),
      ],
    });
  },
});

function toUnits(value = 'metric'): Units {
  if (value === 'metric' || value === 'imperial') return value;
  throw new ToolError(`WEATHER_UNITS is "${value}": the operator must set metric or imperial`);
}

/** A failure that the model may read. Anything else is a defect, and goes on. */
function expected(reason: unknown): ToolError {
  if (reason instanceof ToolError) return reason;
  throw reason;
}

const toLine =
  (units: Units) =>
  ({ date, min, max, rain_percent: rain, wind }: Day): string => {
    const [degrees, speed] = units === 'metric' ? ['°C', 'm/s'] : ['°F', 'mph'];
    return `${date}: ${min} to ${max} ${degrees}, rain ${rain} %, wind ${wind} ${speed}`;
  };
