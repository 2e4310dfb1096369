import type { HostFailure } from './host-failure.ts';

/** Why a request failed (`kami:host/http`, `failure`), or `redirect`: too many of them, or one to nowhere. */
export type FetchErrorCode = 'denied' | 'invalid' | 'failed' | 'timed-out' | 'too-large' | 'redirect';

const MESSAGES: { readonly [code in FetchErrorCode]: string } = {
  denied: 'is not granted',
  invalid: 'is not a valid request',
  failed: 'failed',
  'timed-out': 'timed out',
  'too-large': 'has a larger body than the host allows',
  redirect: 'could not be followed',
};

const isCode = (tag: string): tag is FetchErrorCode => Object.hasOwn(MESSAGES, tag);

/** A request failed: a `TypeError`, as the Fetch standard has it. Its message names the address and, where a grant is missing, the grant. */
export class FetchError extends TypeError {
  override readonly name: string = 'FetchError';
  readonly code: FetchErrorCode;
  readonly url: string;

  constructor(code: FetchErrorCode, url: string, detail?: string) {
    super(
      `the request to ${url} ${MESSAGES[code]}${detail === undefined || detail === '' ? '' : `: ${detail}`}`,
    );
    this.code = code;
    this.url = url;
  }

  /** The error that says what the host said. */
  static of(url: string, failure: HostFailure): FetchError {
    return new FetchError(isCode(failure.tag) ? failure.tag : 'failed', url, failure.text);
  }
}
