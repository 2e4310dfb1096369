import type { CallContext } from '../tool/call-context.ts';
import type { Requests } from '../tool/requests.ts';

/** Makes the context of a call for a definition, with the doors it asked for. */
export type OpenContext = (source: { readonly requests?: Requests }) => CallContext;
