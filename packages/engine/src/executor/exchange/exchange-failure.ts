import type { HttpErrorCode, HttpErrorDetail, HttpReply } from '@kami/protocol';

/** Why an exchange failed; the message may be shown to the guest. */
export interface ExchangeFailure {
  readonly code: HttpErrorCode;
  readonly message: string | undefined;
  readonly detail?: HttpErrorDetail | undefined;
}

/** The failure in a reply of the host. */
export function failureOf(reply: Extract<HttpReply, { readonly httpError: HttpErrorCode }>): ExchangeFailure {
  return { code: reply.httpError, message: reply.message, detail: reply.detail };
}
