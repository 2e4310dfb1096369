/** Resources: of text, of bytes, one to watch, and many by a template. */
import { defineResource, defineResourceTemplate, type Resource, type ResourceTemplate } from '@kami/guest';
import { PIXEL } from './media.ts';

export const resources: readonly Resource[] = [
  defineResource({
    uri: 'test://static-text',
    name: 'static-text',
    title: 'Static text',
    description: 'A text that is always the same.',
    mimeType: 'text/plain',
    read: () => 'This is the content of the static text resource.',
  }),
  defineResource({
    uri: 'test://static-binary',
    name: 'static-binary',
    description: 'A picture that is always the same.',
    mimeType: 'image/png',
    read: () => PIXEL,
  }),
  defineResource({
    uri: 'test://watched-resource',
    name: 'watched-resource',
    description: 'A resource to subscribe to.',
    mimeType: 'text/plain',
    read: () => 'Watched resource content',
  }),
];

export const templates: readonly ResourceTemplate[] = [
  defineResourceTemplate({
    uriTemplate: 'test://template/{id}/data',
    name: 'template',
    description: 'Data by its id.',
    mimeType: 'application/json',
    list: () => ['1', '2'].map((id) => ({ uri: `test://template/${id}/data`, name: `template-${id}` })),
    read: (_uri, { id = '' }) =>
      id === 'missing' ? undefined : JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }),
    complete: { id: (value) => ['1', '12', '123'].filter((id) => id.startsWith(value)) },
  }),
];
