import { defineTool } from '@kami/guest';
import * as z from 'zod/mini';

export const tool = defineTool({
  name: '__NAME__',
  description: 'Greets somebody by name.',
  input: z.object({
    name: z.string().check(z.minLength(1), z.describe('Whom to greet')),
  }),
  run: ({ name }) => `Hello, ${name}!`,
});
