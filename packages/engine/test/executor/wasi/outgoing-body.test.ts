import { describe, expect, it } from 'vitest';
import { GuestTrap } from '../../../src/executor/guest-stop.ts';
import { Fields } from '../../../src/executor/wasi/http/fields.ts';
import { RequestBody } from '../../../src/executor/wasi/http/outgoing-body.ts';
import { OutgoingResponse } from '../../../src/executor/wasi/http/response.ts';
import { createTestGuest } from '../test-guest.ts';

const fieldsOf = (length: string): Fields => {
  const fields = new Fields(createTestGuest().guest);
  fields.append('Content-Length', new TextEncoder().encode(length));
  return fields;
};

describe('RequestBody', () => {
  it('must have as many bytes as were announced', () => {
    const size = { code: 'HTTP-request-body-size' };
    const short = new RequestBody(3);
    expect(short.write(new Uint8Array(2))).toBeUndefined();
    expect(short.finish([])).toMatchObject(size);
    expect(short.finished).toBe(false);
    expect(short.write(new Uint8Array(2))).toMatchObject(size);
    const exact = new RequestBody(3);
    expect(exact.write(new Uint8Array(3))).toBeUndefined();
    expect(exact.finish([])).toBeUndefined();
    expect(new RequestBody(undefined).finish([])).toBeUndefined();
  });
});

describe('Fields', () => {
  it.each([
    ['12', 12],
    ['0', 0],
    ['-1', undefined],
    ['1e3', undefined],
    ['', undefined],
    ['9'.repeat(16), undefined],
  ])('announce a body by content-length %j: %j', (text, length) => {
    expect(fieldsOf(text).contentLength()).toBe(length);
  });
});

describe('OutgoingResponse', () => {
  it('has a status of three digits and gives its body once', () => {
    const response = new OutgoingResponse(createTestGuest().guest, fieldsOf('1'));
    expect(response.setStatusCode(99).tag).toBe('err');
    expect(response.setStatusCode(404).tag).toBe('ok');
    expect(response.statusCode()).toBe(404);
    expect(response.body().tag).toBe('ok');
    expect(response.body().tag).toBe('err');
  });

  it('traps for a handle that was never issued or was dropped', () => {
    const forged = Object.create(OutgoingResponse.prototype) as OutgoingResponse;
    expect(() => forged.requireLive()).toThrow(GuestTrap);
    const response = new OutgoingResponse(createTestGuest().guest, fieldsOf('1'));
    response.requireLive();
    response[Symbol.dispose]();
    expect(() => response.setStatusCode(1)).toThrow(GuestTrap);
  });
});
