import { describe, expect, it } from 'vitest';
import { FetchError } from '../../src/host/fetch-error.ts';
import { FileError, withFileError } from '../../src/host/file-error.ts';
import { toHostFailure } from '../../src/host/host-failure.ts';

const thrown = (tag: string, val?: string): Error => Object.assign(new Error('x'), { payload: { tag, val } });

describe('toHostFailure', () => {
  it('finds the variant in the payload or in the value itself', () => {
    expect(toHostFailure(thrown('denied', 'grant x'))).toEqual({ tag: 'denied', text: 'grant x' });
    const ofEnum = Object.assign(new Error('x'), { payload: 'not-set' });
    expect(toHostFailure(ofEnum)).toEqual({ tag: 'not-set', text: undefined });
    expect(toHostFailure({ tag: 'not-found' })).toEqual({ tag: 'not-found', text: undefined });
  });

  it.each([new Error('x'), undefined, null, 'denied', { tag: 1 }])('leaves %s alone', (value) => {
    expect(toHostFailure(value)).toBeUndefined();
  });
});

describe('withFileError', () => {
  it('gives the value, and turns only the failures of the host', () => {
    expect(withFileError('/data/x', () => 1)).toBe(1);
    const failing = (error: unknown) => () =>
      withFileError('/data/x', () => {
        throw error;
      });
    expect(failing(thrown('denied', 'kami grant …'))).toThrow('/data/x is not granted: kami grant …');
    expect(failing(thrown('not-found'))).toThrow(
      expect.objectContaining({ code: 'not-found', path: '/data/x' }),
    );
    expect(failing(thrown('something-new'))).toThrow(expect.objectContaining({ code: 'failed' }));
    expect(failing(new TypeError('bug'))).toThrow(TypeError);
    expect(new FileError('exists', '/a').message).toBe('/a exists already');
  });
});

describe('FetchError', () => {
  it('says what the host said', () => {
    expect(FetchError.of('https://a.b/', { tag: 'timed-out', text: undefined })).toMatchObject({
      code: 'timed-out',
      message: 'the request to https://a.b/ timed out',
    });
    expect(FetchError.of('https://a.b/', { tag: 'new', text: 'why' })).toMatchObject({ code: 'failed' });
  });
});
