import { defineTool, reply, text } from '@kami/guest';
import * as z from 'zod/mini';

export const tool = defineTool({
  name: '__NAME__',
  description: 'Greets somebody by name.',
  input: z.object({
    name: z.string().check(z.minLength(1), z.describe('Whom to greet')),
  }),
  output: z.object({
    greeting: z.string(),
  }),
  run({ name }) {
    const greeting = `Hello, ${name}!`;
    return reply({ content: [text(greeting)], structured: { greeting } });
  },
});
