import type { HttpErrorCode } from '@kami/protocol';

/** `wasi:http/types`, `error-code`, as jco's generated code takes it. */
export interface WasiHttpError {
  readonly tag: string;
  readonly val?: string | bigint | undefined;
}

/** The host's code as WASI's; two of them have another name or carry something there. */
export function wasiHttpError(code: HttpErrorCode, message: string | undefined): WasiHttpError {
  if (code === 'response-too-large') return { tag: 'HTTP-response-body-size', val: undefined };
  if (code === 'internal-error') return { tag: code, val: message };
  return { tag: code };
}
