import { openTool } from '@kami/guest/testing';
import { describe, expect, it } from 'vitest';

describe('__NAME__', () => {
  it('greets by name', async () => {
    await using tool = await openTool();
    const { text, structured } = await tool.call({ name: 'Ada' });
    expect(text).toBe('Hello, Ada!');
    expect(structured).toEqual({ greeting: 'Hello, Ada!' });
  });

  it('wants a name', async () => {
    await using tool = await openTool();
    const { error } = await tool.call({ name: '' });
    expect(error?.code).toBe('KAMI_ARGUMENT_INVALID');
  });
});
