import type { Json, JsonObject } from '@kami/types';
import type { ClientFeature } from '../executor/messages.ts';

/** What a client can be asked for. */
export type AskedFeature = Extract<ClientFeature, 'form' | 'url' | 'sampling' | 'roots'>;

/** How the names of KAMI's own questions begin: a component that may give one asks for permissions in KAMI's place. */
export const OWN_QUESTION_PREFIX = 'kami_';

/** A question of a component to the person or the model behind a client; `name` is what the answer goes by. */
export type Question =
  /** `schema` is one that `parseForm` takes. */
  | { readonly name: string; readonly kind: 'form'; readonly message: string; readonly schema: JsonObject }
  | { readonly name: string; readonly kind: 'url'; readonly message: string; readonly url: string }
  /** `params` are those of MCP `sampling/createMessage`. */
  | { readonly name: string; readonly kind: 'sampling'; readonly params: JsonObject }
  | { readonly name: string; readonly kind: 'roots' };

/** What a client answered to one question. */
export type Answer =
  /** The form's values, the sampled message, the list of roots; `{}` for a URL. */
  | { readonly action: 'accepted'; readonly content: Json }
  | { readonly action: 'declined' }
  | { readonly action: 'dismissed' };

/** Why a component got no answers (`kami:host/ask`, `failure`). */
export type AskFailure =
  | { readonly askError: 'unsupported'; readonly features: readonly AskedFeature[] }
  | { readonly askError: 'refused'; readonly message: string }
  | { readonly askError: 'timed-out' }
  | { readonly askError: 'cancelled' };

/** Every {@link AskedFeature}. */
export const ASKED_FEATURES: readonly AskedFeature[] = ['form', 'url', 'sampling', 'roots'];
