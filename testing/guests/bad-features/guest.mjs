/**
 * Has resources and prompts of every bad kind. What it describes is chosen by the id of the call, which at an install is
 * none of these words: then it is a tool with a template whose pages never end. What is read is chosen by the URI.
 */
import hostCall from 'kami:host/call@0.1.0';
import hostNotify from 'kami:host/notify@0.1.0';

const chosen = () => hostCall.current()?.id ?? '';
const named = (uri, more = {}) => ({
  uri,
  name: 'n',
  title: null,
  description: null,
  mimeType: null,
  size: null,
  ...more,
});
const forever = () => {
  for (;;);
};

const LISTS = {
  many: () => ({ items: Array.from({ length: 100000 }, (_, index) => named(`bad://${index}`)), next: null }),
  twice: () => ({ items: [named('bad://a'), named('bad://a')], next: null }),
  control: () => ({ items: [named('bad://a\u0007b')], next: null }),
  squat: () => ({ items: [named('KAMI://tools')], next: null }),
  relative: () => ({ items: [named('no-scheme')], next: null }),
  long: () => ({ items: [named(`bad://${'x'.repeat(5000)}`)], next: null }),
  same: () => ({ items: [named('bad://page')], next: 'again' }),
  loop: forever,
  trap: () => {
    throw new Error('out of order');
  },
  failed: () => {
    // oxlint-disable-next-line typescript/only-throw-error -- an export gives the error of its WIT result by throwing it
    throw { tag: 'failed', val: 'no grant' };
  },
};

const endless = (cursor) => {
  const page = Number(cursor ?? 0);
  return { items: [named(`bad://p${page}`), named(`other://p${page}`)], next: String(page + 1) };
};

const text = (uri, value) => [{ uri, mimeType: null, body: { tag: 'text', val: value } }];
const READS = {
  'bad://huge': (uri) => [
    { uri, mimeType: null, body: { tag: 'blob', val: new Uint8Array(2 * 1024 * 1024) } },
  ],
  'bad://many': (uri) => Array.from({ length: 1000 }, () => text(uri, 'x')[0]),
  'bad://none': () => [],
  'bad://control': () => text('bad://a\u0007b', 'x'),
  'bad://loop': forever,
  'bad://trap': () => {
    throw new Error('out of order');
  },
  'bad://flood': (uri) => {
    hostNotify.changed('resources');
    for (let index = 0; index < 10000; index += 1) hostNotify.resourceUpdated(`bad://${index}`);
    return text(uri, 'told');
  },
};

const prompt = (name, args = []) => ({ name, title: null, description: null, arguments: args });
const argument = (name) => ({ name, title: null, description: null, required: false });
const PROMPTS = {
  'prompt-twice': () => [prompt('a'), prompt('a')],
  'prompt-name': () => [prompt('a b')],
  'argument-twice': () => [prompt('a', [argument('x'), argument('x')])],
  'prompts-many': () => Array.from({ length: 200 }, (_, index) => prompt(`p${index}`)),
};

const template = (uriTemplate) => ({
  uriTemplate,
  name: 'n',
  title: null,
  description: null,
  mimeType: null,
});
const TEMPLATES = {
  'template-level': () => [template('bad://{+path}')],
  'template-plain': () => [template('bad://plain')],
  'template-touching': () => [template('bad://{a}{b}')],
  'template-squat': () => [template('kami://{a}')],
};

export const tools = {
  describe: () => [
    {
      name: 'nothing',
      title: null,
      description: 'Does nothing.',
      inputSchema: '{"type":"object"}',
      outputSchema: null,
    },
  ],
  call: () => ({ content: [], structured: null, meta: null }),
};

export const resources = {
  templates: () => (TEMPLATES[chosen()] ?? (() => [template('bad://{name}')]))(),
  listResources: (cursor) => (LISTS[chosen()] ?? endless)(cursor),
  read: (uri) => (READS[uri] ?? ((asked) => text(asked, 'here')))(uri),
};

export const prompts = {
  describe: () => (PROMPTS[chosen()] ?? (() => [prompt('role'), prompt('huge')]))(),
  get: (name) => ({
    description: null,
    messages: [
      {
        role: name === 'role' ? 'system' : 'user',
        block: {
          content: { tag: 'text', val: 'x'.repeat(name === 'huge' ? 2 * 1024 * 1024 : 1) },
          annotations: null,
        },
      },
    ],
  }),
};

export const completion = {
  complete: () => ({
    values: Array.from({ length: 1000 }, (_, index) => `v${index}`),
    total: null,
    more: false,
  }),
};
