import type { HttpErrorCode, HttpErrorDetail } from '@kami/protocol';

/** `wasi:http/types`, `error-code`, as jco's generated code takes it. */
export interface WasiHttpError {
  readonly tag: string;
  readonly val?: string | number | bigint | object | undefined;
}

/** Why a body failed: the host's reasons, and one that the executor finds by itself. */
export interface BodyFailure {
  readonly code: HttpErrorCode | 'HTTP-request-body-size';
  readonly message: string | undefined;
  readonly detail?: HttpErrorDetail | undefined;
}

/** The host's code as WASI's; one has another name there, and some carry something. */
export function wasiHttpError({ code, message, detail }: BodyFailure): WasiHttpError {
  const bytes = detail?.size;
  switch (code) {
    case 'HTTP-request-body-size':
    case 'response-too-large':
      return {
        tag: code === 'response-too-large' ? 'HTTP-response-body-size' : code,
        val: bytes === undefined ? undefined : BigInt(bytes),
      };
    case 'HTTP-response-header-section-size':
      return { tag: code, val: bytes };
    case 'DNS-error':
      return { tag: code, val: { rcode: detail?.rcode, infoCode: undefined } };
    case 'TLS-alert-received':
      return { tag: code, val: { alertId: detail?.alert, alertMessage: undefined } };
    case 'internal-error':
      return { tag: code, val: message };
    default:
      return { tag: code };
  }
}

/** The failure of a stream over a body. */
export function bodyIoFailure(failure: BodyFailure): {
  readonly message: string;
  readonly http: WasiHttpError;
} {
  return { message: failure.message ?? failure.code, http: wasiHttpError(failure) };
}
