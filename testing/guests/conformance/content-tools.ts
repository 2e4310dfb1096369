/** Tools that give content of every kind. */
import {
  audio,
  defineTool,
  embeddedResource,
  image,
  resourceLink,
  text,
  ToolError,
  type Tool,
} from '@kami/guest';
import { PIXEL, SILENCE } from './media.ts';
import { nothing, plainSchema } from './plain-schema.ts';

const STREET = { type: 'object', properties: { street: { type: 'string' }, city: { type: 'string' } } };

export const contentTools: readonly Tool[] = [
  defineTool({
    name: 'simple_text',
    title: 'Simple text',
    description: 'Gives a text.',
    input: nothing,
    run: () => text('This is a simple text response for testing.'),
  }),
  defineTool({
    name: 'image_content',
    description: 'Gives a picture.',
    input: nothing,
    run: () => image(PIXEL, 'image/png'),
  }),
  defineTool({
    name: 'audio_content',
    description: 'Gives a sound.',
    input: nothing,
    run: () => audio(SILENCE, 'audio/wav'),
  }),
  defineTool({
    name: 'embedded_resource',
    description: 'Gives a resource itself.',
    input: nothing,
    run: () =>
      embeddedResource({
        uri: 'test://embedded-resource',
        mimeType: 'text/plain',
        body: 'This is an embedded resource content.',
      }),
  }),
  defineTool({
    name: 'resource_link',
    description: 'Gives a link to a resource.',
    input: nothing,
    run: () =>
      resourceLink(
        { uri: 'test://static-text', name: 'static-text', mimeType: 'text/plain' },
        { audience: ['user'], priority: 0.5 },
      ),
  }),
  defineTool({
    name: 'multiple_content_types',
    description: 'Gives content of several kinds.',
    input: nothing,
    run: () => [
      text('Multiple content types test:'),
      image(PIXEL, 'image/png'),
      embeddedResource({
        uri: 'test://mixed-content-resource',
        mimeType: 'application/json',
        body: '{"test":"data","value":123}',
      }),
    ],
  }),
  defineTool({
    name: 'error_handling',
    description: 'Fails.',
    input: nothing,
    run: () => {
      throw new ToolError('This tool intentionally returns an error for testing');
    },
  }),
  defineTool({
    name: 'structured_content',
    description: 'Gives structured data.',
    input: nothing,
    output: plainSchema<{ answer: number }>({
      type: 'object',
      properties: { answer: { type: 'integer' } },
      required: ['answer'],
    }),
    run: () => ({ answer: 42 }),
  }),
  defineTool({
    name: 'schema_2020_12',
    description: 'Tool with JSON Schema 2020-12 features.',
    input: plainSchema({
      type: 'object',
      $defs: { address: STREET },
      properties: { name: { type: 'string' }, address: { $ref: '#/$defs/address' } },
      additionalProperties: false,
    }),
    run: () => 'ok',
  }),
];
