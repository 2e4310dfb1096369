import { defineTool, FileError, ToolError } from '@kami/guest';
import Papa from 'papaparse';
import * as z from 'zod';
import { describeColumn } from './column-stats.ts';
import type { ReadOnlyFiles, Tool } from '@kami/guest';

const column = z.object({
  name: z.string(),
  type: z.enum(['number', 'text', 'empty']),
  count: z.int().describe('Values that are not empty'),
  empty: z.int(),
  distinct: z.int(),
  min: z.union([z.number(), z.string()]).nullable(),
  max: z.union([z.number(), z.string()]).nullable(),
  mean: z.number().nullable(),
  median: z.number().nullable(),
});

/** Describes the columns of a CSV file (RFC 4180, and what is common beside it). */
export const csvStats: Tool = defineTool({
  name: 'csv-stats',
  title: 'CSV statistics',
  description:
    'Describes the columns of a CSV file with a header line: type, count, empty and distinct values, ' +
    'minimum, maximum, mean and median.',
  input: z.object({
    path: z.string().describe('Path of the file, such as /mnt/data/orders.csv'),
    delimiter: z.string().length(1).optional().describe('Found out when not given'),
    columns: z.array(z.string()).optional().describe('Only these columns'),
  }),
  output: z.object({ rows: z.int(), columns: z.array(column) }),
  requests: { files: 'read-only' },
  limits: { executionMs: 10_000 },
  run: ({ path, delimiter, columns: wanted }, { files }) => {
    const [header = [], ...rows] = parseRows(readCsv(files, path), delimiter);
    const missing = wanted?.filter((name) => !header.includes(name)) ?? [];
    if (missing.length > 0)
      throw new ToolError(`There is no column ${missing.join(', ')}. The columns are: ${header.join(', ')}`);
    const columns = header
      .map((name, index) => ({ name, index }))
      .filter(({ name }) => wanted === undefined || wanted.includes(name))
      .map(({ name, index }) =>
        describeColumn(
          name,
          rows.map((row) => row[index] ?? ''),
        ),
      );
    return { rows: rows.length, columns };
  },
});

function readCsv(files: ReadOnlyFiles, path: string): string {
  try {
    return files.readText(path);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const roots = files.roots().map((root) => root.path);
    const hint = roots.length === 0 ? 'No folder is mounted' : `Mounted folders: ${roots.join(', ')}`;
    throw new ToolError(`${error.message}. ${hint}`, { cause: error });
  }
}

function parseRows(text: string, delimiter: string | undefined): readonly (readonly string[])[] {
  const { data, errors } = Papa.parse<string[]>(text, {
    delimiter: delimiter ?? '',
    skipEmptyLines: 'greedy',
  });
  const broken = errors.find(({ type }) => type === 'Quotes');
  if (broken !== undefined) throw new ToolError(`Row ${(broken.row ?? 0) + 1}: ${broken.message}`);
  if (data.length === 0) throw new ToolError('The file is empty: it needs a header line');
  return data;
}
