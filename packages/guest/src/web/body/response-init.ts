import type { HeadersInit } from '../headers.ts';
import type { BodySource } from './body-source.ts';

/** Who made a response: a program, the host, or nobody. */
export type ResponseType = 'default' | 'basic' | 'error';

/** How a response is made. */
export interface ResponseInit {
  /** 200 to 599, default 200. */
  readonly status?: number;
  readonly statusText?: string;
  readonly headers?: HeadersInit;
}

/** The head of a response as the host gave it. */
export interface ResponseHead {
  readonly status: number;
  readonly headers: HeadersInit;
}

/** What a response is that nobody constructs: the host's, a copy, or none. */
export interface Arrived {
  readonly head: ResponseHead;
  readonly statusText: string;
  readonly source: BodySource | undefined;
  readonly url: string;
  readonly redirected: boolean;
  readonly type: ResponseType;
}
