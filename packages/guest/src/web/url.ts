import { URL as MinimalUrl, URLSearchParams as MinimalParams } from 'whatwg-url-minimum';

/** `URL` of the WHATWG URL standard; a host name must be in ASCII (Punycode). */
export const URL: typeof MinimalUrl = MinimalUrl;

/** `URLSearchParams` of the WHATWG URL standard. */
export const URLSearchParams: typeof MinimalParams = MinimalParams;
