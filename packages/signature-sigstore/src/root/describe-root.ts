import type { LoadedRoot } from './read-root.ts';

/** One authority or log of a trusted root. */
export interface TrustedParty {
  readonly kind: 'certificates' | 'log' | 'certificate log' | 'timestamps';
  readonly address: string;
  /** RFC 3339, UTC; absent where it is not bounded. */
  readonly from?: string;
  readonly until?: string;
}

/** Whom a trusted root trusts. */
export function describeRoot({ root }: LoadedRoot): readonly TrustedParty[] {
  const authority =
    (kind: TrustedParty['kind']) =>
    ({ uri, validFor }: (typeof root.certificateAuthorities)[number]): TrustedParty => ({
      kind,
      address: uri,
      ...period(validFor),
    });
  const log =
    (kind: TrustedParty['kind']) =>
    ({ baseUrl, publicKey }: (typeof root.tlogs)[number]): TrustedParty => ({
      kind,
      address: baseUrl,
      ...period(publicKey?.validFor),
    });
  return [
    ...root.certificateAuthorities.map(authority('certificates')),
    ...root.tlogs.map(log('log')),
    ...root.ctlogs.map(log('certificate log')),
    ...root.timestampAuthorities.map(authority('timestamps')),
  ];
}

function period(
  validFor: { readonly start?: Date | undefined; readonly end?: Date | undefined } | undefined,
): Pick<TrustedParty, 'from' | 'until'> {
  const { start, end } = validFor ?? {};
  return {
    ...(start === undefined ? {} : { from: start.toISOString() }),
    ...(end === undefined ? {} : { until: end.toISOString() }),
  };
}
