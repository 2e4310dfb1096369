import type { ToolFeatures } from '@kami/types';
import { NO_FEATURES } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { findResource, ownedResource, takenResource } from '../../src/index.ts';
import { fakeTool } from '../support/fixtures.ts';

const tool = (name: string, features: Partial<ToolFeatures>): ReturnType<typeof fakeTool> =>
  fakeTool(name, { features: { ...NO_FEATURES, exports: ['resources'], ...features } });
const resource = (uri: string): Partial<ToolFeatures> => ({ resources: [{ uri, name: 'r' }] });
const template = (uriTemplate: string): Partial<ToolFeatures> => ({
  templates: [{ uriTemplate, name: 't' }],
});

describe('ownedResource', () => {
  it('is what was listed at install, or what a template names', () => {
    expect(ownedResource(tool('a', resource('a:b')), 'a:b')).toMatchObject({ resource: { uri: 'a:b' } });
    expect(ownedResource(tool('a', template('a:{x}')), 'a:b')?.resource).toBeUndefined();
    expect(ownedResource(tool('a', template('a:{x}')), 'a:b/c')).toBeUndefined();
    expect(ownedResource(fakeTool(), 'a:b')).toBeUndefined();
  });
});

describe('findResource', () => {
  it('finds the one tool that answers', () => {
    const tools = [tool('a', resource('a:b')), tool('b', template('b:{x}'))];
    expect(findResource(tools, 'b:c')).toMatchObject({ ok: true, value: { tool: { name: 'b' } } });
    expect(findResource(tools, 'c:d')).toMatchObject({
      ok: false,
      error: { code: 'KAMI_RESOURCE_UNKNOWN', data: { uri: 'c:d' } },
    });
  });

  it('asks neither of two and names both', () => {
    const tools = [tool('a', template('x:{a}/b')), tool('b', template('x:a/{b}'))];
    expect(findResource(tools, 'x:a/b')).toMatchObject({
      ok: false,
      error: { code: 'KAMI_NAME_TAKEN', message: expect.stringContaining('Both a and b') as string },
    });
    expect(findResource(tools, 'x:c/b').ok).toBe(true);
  });
});

describe('takenResource', () => {
  it.each([
    [resource('a:b'), resource('a:b'), true],
    [resource('a:b'), template('a:{x}'), true],
    [template('a:{x}'), resource('a:b'), true],
    [template('a:{x}'), template('a:{x}'), true],
    [resource('a:b'), resource('a:c'), false],
    [template('a:{x}'), template('b:{x}'), false],
  ])('%j beside %j: %s', (mine, theirs, taken) => {
    expect(takenResource(tool('a', mine), [tool('b', theirs)]) !== undefined).toBe(taken);
  });

  it('is none of an earlier version of the same tool', () => {
    expect(takenResource(tool('a', resource('a:b')), [tool('a', resource('a:b'))])).toBeUndefined();
  });
});
