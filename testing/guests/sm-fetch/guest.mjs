/** Fetches `url` with the engine's own `fetch`, which is made of `wasi:http/outgoing-handler`. */
export function describe() {
  const inputSchema = {
    type: 'object',
    required: ['url'],
    properties: { url: { type: 'string' }, method: { type: 'string' }, body: { type: 'string' } },
  };
  const outputSchema = { type: 'object', required: ['status', 'body'] };
  return JSON.stringify({
    tools: [{ name: 'sm-fetch', description: 'Fetches a URL.', inputSchema, outputSchema }],
  });
}

export async function call(_name, argsJson) {
  const { url, method = 'GET', body } = JSON.parse(argsJson);
  try {
    const response = await fetch(url, { method, body });
    return JSON.stringify({ status: response.status, body: await response.text() });
  } catch (error) {
    // oxlint-disable-next-line typescript/only-throw-error -- a thrown value becomes the error of the WIT result
    throw String(error);
  }
}
