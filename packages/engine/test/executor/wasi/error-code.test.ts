import { HTTP_ERROR_CODES } from '@kami/protocol';
import { describe, expect, it } from 'vitest';
import { bodyIoFailure, wasiHttpError } from '../../../src/executor/wasi/http/error-code.ts';

describe('wasiHttpError', () => {
  it.each([
    ['response-too-large', { size: 64 }, { tag: 'HTTP-response-body-size', val: 64n }],
    ['response-too-large', undefined, { tag: 'HTTP-response-body-size', val: undefined }],
    ['HTTP-request-body-size', { size: 4 }, { tag: 'HTTP-request-body-size', val: 4n }],
    [
      'HTTP-response-header-section-size',
      { size: 16_384 },
      { tag: 'HTTP-response-header-section-size', val: 16_384 },
    ],
    [
      'DNS-error',
      { rcode: 'NXDOMAIN' },
      { tag: 'DNS-error', val: { rcode: 'NXDOMAIN', infoCode: undefined } },
    ],
    [
      'TLS-alert-received',
      { alert: 40 },
      { tag: 'TLS-alert-received', val: { alertId: 40, alertMessage: undefined } },
    ],
    ['internal-error', undefined, { tag: 'internal-error', val: 'words' }],
    ['connection-refused', undefined, { tag: 'connection-refused' }],
  ] as const)('gives %s with %j what it carries in WASI', (code, detail, expected) => {
    expect(wasiHttpError({ code, message: 'words', detail })).toEqual(expected);
  });

  it('carries nothing for every code of which nothing is known but its name', () => {
    const carrying = /size$|^DNS-error$|^TLS-alert|^internal-error$|too-large$/u;
    for (const code of HTTP_ERROR_CODES.filter((one) => !carrying.test(one)))
      expect(wasiHttpError({ code, message: 'words' })).toEqual({ tag: code });
  });
});

describe('bodyIoFailure', () => {
  it('has words for people, and the code', () => {
    const failure = { code: 'connection-terminated', message: undefined } as const;
    expect(bodyIoFailure(failure)).toEqual({
      message: 'connection-terminated',
      http: { tag: 'connection-terminated' },
    });
  });
});
