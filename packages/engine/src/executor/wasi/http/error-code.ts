import type { HttpErrorCode } from '@kami/protocol';

/** `wasi:http/types`, `error-code`, as jco's generated code takes it. */
export interface WasiHttpError {
  readonly tag: string;
  readonly val?: string | bigint | undefined;
}

/** Why a body failed: the host's reasons, and one that the executor finds by itself. */
export interface BodyFailure {
  readonly code: HttpErrorCode | 'HTTP-request-body-size';
  readonly message: string | undefined;
}

/** The host's code as WASI's; three of them have another name or carry something there. */
export function wasiHttpError(code: BodyFailure['code'], message: string | undefined): WasiHttpError {
  if (code === 'HTTP-request-body-size') return { tag: code, val: undefined };
  if (code === 'response-too-large') return { tag: 'HTTP-response-body-size', val: undefined };
  if (code === 'internal-error') return { tag: code, val: message };
  return { tag: code };
}

/** The failure of a stream over a body. */
export function bodyIoFailure({ code, message }: BodyFailure): {
  readonly message: string;
  readonly http: WasiHttpError;
} {
  return { message: message ?? code, http: wasiHttpError(code, message) };
}
