export const definitions = JSON.stringify({
  tools: [
    {
      name: 'count-words',
      description: 'Counts the words of a text.',
      inputSchema: { type: 'object', required: ['text'], properties: { text: { type: 'string' } } },
      outputSchema: { type: 'object', required: ['words'], properties: { words: { type: 'integer' } } },
    },
  ],
});

export function countWords(argsJson) {
  const { text } = JSON.parse(argsJson);
  return JSON.stringify({ words: text.split(/\s+/).filter((word) => word !== '').length });
}
