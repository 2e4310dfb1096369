import { FileError } from '@kami/guest';
import * as z from 'zod';
import type { Files } from '@kami/guest';

/** One note, as it is kept and as it is shown. */
export interface Note {
  id: string;
  text: string;
  tags: string[];
  created: string;
}

/** What a note must be. */
export const note: z.ZodType<Note, Note> = z.object({
  id: z.string(),
  text: z.string(),
  tags: z.array(z.string()),
  created: z.string().describe('RFC 3339'),
});

/** A file for each note: adding one cannot harm another. */
const FOLDER = '/data/notes';

const fileOf = (id: string): string => `${FOLDER}/${id}.json`;

/** Keeps a new note. */
export function keep(files: Files, text: string, tags: readonly string[]): Note {
  const created = new Date().toISOString();
  const id = `${created.slice(0, 10)}-${crypto.randomUUID().slice(0, 8)}`;
  const kept: Note = { id, text, tags: [...tags], created };
  files.makeDirectory(FOLDER);
  files.write(fileOf(id), JSON.stringify(kept), 'create-new');
  return kept;
}

/** Every note, the newest first. A file that is no note is passed over. */
export function all(files: Files): Note[] {
  if (!files.exists(FOLDER)) return [];
  return files
    .list(FOLDER)
    .filter(({ name }) => name.endsWith('.json'))
    .flatMap(({ name }) => {
      const read = note.safeParse(parse(files.readText(`${FOLDER}/${name}`)));
      return read.success ? [read.data] : [];
    })
    .sort((a, b) => (a.created < b.created ? 1 : -1));
}

/** Removes a note; false when there is none of this id. */
export function discard(files: Files, id: string): boolean {
  try {
    files.remove(fileOf(id));
    return true;
  } catch (error) {
    if (error instanceof FileError && error.code === 'not-found') return false;
    throw error;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
