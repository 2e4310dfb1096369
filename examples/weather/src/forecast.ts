import * as z from 'zod/mini';

/** A day of a forecast, as it is shown. */
export interface Day {
  date: string;
  min: number;
  max: number;
  rain_percent: number;
  wind: number;
}

/** What a day must be. */
export const day: z.ZodMiniType<Day, Day> = z.object({
  date: z.string(),
  min: z.number(),
  max: z.number(),
  rain_percent: z.number(),
  wind: z.number(),
});

const answer = z.object({
  location: z.object({ name: z.optional(z.string()) }),
  timelines: z.object({
    daily: z.array(
      z.object({
        time: z.string(),
        values: z.object({
          temperatureMin: z.number(),
          temperatureMax: z.number(),
          precipitationProbabilityMax: z._default(z.number(), 0),
          windSpeedMax: z._default(z.number(), 0),
        }),
      }),
    ),
  }),
});

/** A forecast as the service gives it, or nothing where its answer has another form. */
export function readForecast(
  body: unknown,
  days: number,
): { place: string | undefined; days: Day[] } | undefined {
  const read = answer.safeParse(body);
  if (!read.success) return undefined;
  const { location, timelines } = read.data;
  const shown = timelines.daily.slice(0, days).map(({ time, values }) => ({
    date: time.slice(0, 10),
    min: values.temperatureMin,
    max: values.temperatureMax,
    rain_percent: values.precipitationProbabilityMax,
    wind: values.windSpeedMax,
  }));
  return { place: location.name, days: shown };
}
