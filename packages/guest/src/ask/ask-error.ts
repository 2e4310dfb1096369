/** What can be asked for. */
export type AskedFeature = 'form' | 'url' | 'sampling' | 'roots';

/**
 * Why nothing was answered: the client does not offer it, the questions were refused, an answer does not fit, nobody
 * answered in time, or the call was withdrawn.
 */
export type AskErrorCode = 'unsupported' | 'refused' | 'invalid' | 'timed-out' | 'cancelled';

/** Questions without answers. A person who declines is no error. */
export class AskError extends Error {
  override readonly name: string = 'AskError';
  readonly code: AskErrorCode;
  /** What the client does not offer; empty for another code. */
  readonly unsupported: readonly AskedFeature[];

  constructor(code: AskErrorCode, message: string, unsupported: readonly AskedFeature[] = []) {
    super(message);
    this.code = code;
    this.unsupported = unsupported;
  }
}

const FEATURES: readonly AskedFeature[] = ['form', 'url', 'sampling', 'roots'];

/** What the host threw, as an {@link AskError}; anything else as it is. */
export function toAskError(thrown: unknown): unknown {
  const given = thrown instanceof Error && 'payload' in thrown ? thrown.payload : thrown;
  if (typeof given !== 'object' || given === null || !('tag' in given)) return thrown;
  const val: unknown = 'val' in given ? given.val : undefined;
  switch (given.tag) {
    case 'unsupported': {
      const missing = FEATURES.filter((feature) => isSet(val, feature));
      return new AskError('unsupported', `the client does not offer: ${missing.join(', ')}`, missing);
    }
    case 'refused':
      return new AskError('refused', typeof val === 'string' ? val : 'refused');
    case 'timed-out':
      return new AskError('timed-out', 'nobody answered in time');
    case 'cancelled':
      return new AskError('cancelled', 'the call was withdrawn');
    default:
      return thrown;
  }
}

function isSet(flags: unknown, feature: AskedFeature): boolean {
  return typeof flags === 'object' && flags !== null && Reflect.get(flags, feature) === true;
}
