/*
 * What the standard `fetch` can do, one operation a call, for a tool on the SDK in QuickJS and for StarlingMonkey. Each takes
 * the call's arguments and gives what the test looks at.
 */
const encoder = new TextEncoder();
const decoder = new TextDecoder();

function streamOf(parts, size) {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if (sent === parts) controller.close();
      else controller.enqueue(encoder.encode(String(sent).repeat(size)));
      sent += 1;
    },
  });
}

const bodies = {
  text: () => 'é',
  bytes: () => Uint8Array.of(0, 255),
  params: () => new URLSearchParams({ a: 'b c' }),
  stream: ({ parts, size }) => streamOf(parts, size),
};

const reasonOf = async (promise) => {
  try {
    return { value: await promise };
  } catch (error) {
    return { name: error?.name, reason: typeof error === 'string' ? error : error?.message };
  }
};

export const fetchOperations = {
  /* Every body of several requests that are under way at the same time. */
  together: async ({ urls }) => ({
    bodies: await Promise.all(urls.map(async (url) => (await fetch(url)).text())),
  }),
  send: async (args) => {
    const init = { method: 'POST', body: bodies[args.body](args), headers: { 'X-Asked': 'yes' } };
    const response = await fetch(args.url, { ...init, duplex: 'half' });
    return { status: response.status, answer: await response.json() };
  },
  read: async ({ url }) => {
    const response = await fetch(url);
    let size = 0;
    const reader = response.body.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) size += next.value.length;
    return { size, used: response.bodyUsed };
  },
  /* The first bytes of a body that does not end. */
  begin: async ({ url }) => {
    const reader = (await fetch(url)).body.getReader();
    const { value } = await reader.read();
    await reader.cancel();
    return { some: value.length > 0 };
  },
  /* Sends each word when the one before came back. */
  converse: async ({ url, words }) => {
    let give;
    const body = new ReadableStream({ start: (controller) => void (give = controller) });
    give.enqueue(encoder.encode(words[0]));
    const reader = (await fetch(url, { method: 'POST', body, duplex: 'half' })).body.getReader();
    const heard = [];
    for (const [index, word] of words.entries()) {
      let text = '';
      while (text.length < word.length) text += decoder.decode((await reader.read()).value);
      heard.push(text);
      if (index + 1 < words.length) give.enqueue(encoder.encode(words[index + 1]));
    }
    give.close();
    return { heard, done: (await reader.read()).done };
  },
  /* A request given up after another one was answered. */
  abort: async ({ url, other }) => {
    const controller = new AbortController();
    const given = reasonOf(fetch(url, { signal: controller.signal }));
    await (await fetch(other)).text();
    controller.abort('enough');
    return given;
  },
  timeout: ({ url, ms }) => reasonOf(fetch(url, { signal: AbortSignal.timeout(ms) })),
  failure: ({ url, method = 'GET' }) => reasonOf(fetch(url, { method }).then((response) => response.text())),
  trailers: async ({ url }) => {
    const response = await fetch(url);
    return { body: await response.text(), trailers: [...response.trailers] };
  },
};
