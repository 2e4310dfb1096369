/**
 * Threat: a client in a guest follows redirects without end, or carries a credential to where a redirect leads.
 * Rule: the host follows none, and knows a redirect that is followed by its address: the sixth in a row is refused,
 * and a credential that went to one origin is not sent on to another (Fetch standard, "HTTP-redirect fetch").
 */
import type { WireHeader } from '@kami/protocol';

/** Redirects in a row that a guest may follow. */
export const MAX_REDIRECTS = 5;
/** Redirects that are remembered in a call: a guest that gathers them fills no memory. */
const MAX_REMEMBERED = 256;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const CREDENTIALS: ReadonlySet<string> = new Set(['authorization', 'cookie']);

/** A request with what led to it. */
export interface Hop {
  readonly url: string;
  /** Redirects that were followed to come here. */
  readonly redirects: number;
  /** What may be sent: a followed redirect to another origin takes the credentials of before away. */
  readonly headers: readonly WireHeader[];
  /** Credentials that were sent on the way here, and whether another origin came after. */
  readonly credentials: readonly WireHeader[];
  readonly crossed: boolean;
}

/** The redirects that a call was answered with. */
export interface RedirectTrail {
  /** The request that a guest makes, as the next step of the redirect to its address, where there was one. */
  follow(url: string, headers: readonly WireHeader[]): Hop;
  /** Hears the head of a response. */
  answered(hop: Hop, status: number, headers: readonly WireHeader[]): void;
}

/** Makes an empty trail. */
export function createRedirectTrail(): RedirectTrail {
  const ahead = new Map<string, Hop>();
  return {
    follow(url, headers) {
      const key = addressOf(url);
      const from = key === undefined ? undefined : ahead.get(key);
      const credentials = headers.filter(([name]) => CREDENTIALS.has(name.toLowerCase()));
      if (key === undefined || from === undefined)
        return { url, redirects: 0, headers, credentials, crossed: false };
      ahead.delete(key);
      const crossed = from.crossed || new URL(from.url).origin !== new URL(url).origin;
      const isCarried = (field: WireHeader): boolean => from.credentials.some((sent) => isSame(sent, field));
      return {
        url,
        redirects: from.redirects + 1,
        headers: crossed ? headers.filter((field) => !isCarried(field)) : headers,
        credentials: [...from.credentials, ...credentials.filter((field) => !isCarried(field))],
        crossed,
      };
    },
    answered(hop, status, headers) {
      const location = headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
      if (!REDIRECTS.has(status) || location === undefined) return;
      const key = addressOf(location, hop.url);
      if (key === undefined) return;
      const [oldest] = ahead.keys();
      if (ahead.size >= MAX_REMEMBERED && oldest !== undefined) ahead.delete(oldest);
      ahead.set(key, hop);
    },
  };
}

function isSame(one: WireHeader, other: WireHeader): boolean {
  return one[0].toLowerCase() === other[0].toLowerCase() && one[1].trim() === other[1].trim();
}

/** An address as requests are compared: normalised, without its fragment. */
function addressOf(text: string, base?: string): string | undefined {
  if (!URL.canParse(text, base)) return undefined;
  const url = new URL(text, base);
  url.hash = '';
  return url.href;
}
