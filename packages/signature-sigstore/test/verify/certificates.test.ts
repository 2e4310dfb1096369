import { afterAll, describe, expect, it } from 'vitest';

import {
  LOCAL_ISSUER,
  LOCAL_SUBJECT,
  makeLocalSigstore,
} from '../../../../testing/sigstore/local-sigstore.ts';
import { bundleOf, bytesOf, containerOf, digestOf, makeVerifyGround } from './ground.ts';

const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);

const ground = await makeVerifyGround();
const { sigstore } = ground;
const bytes = bytesOf('a tool');
const subject = { digest: digestOf(bytes), bytes };
const artefact = { digest: digestOf(bytesOf('a manifest')) };
const held = { holds: true, signer: { kind: 'identity', issuer: LOCAL_ISSUER, subject: LOCAL_SUBJECT } };
const SIGN = 'https://sigstore.dev/cosign/sign/v1';

afterAll(() => {
  ground[Symbol.dispose]();
});

const good = await sigstore.signBytes(bytes);

describe('a bundle with a certificate', () => {
  it('names whom the certificate is for and who vouched', async () => {
    expect(await ground.verify(subject, [bundleOf(good)])).toEqual([held]);
  });

  it('of other bytes does not count, whatever it says itself', async () => {
    const other = bytesOf('another tool');
    const [finding] = await ground.verify({ digest: digestOf(other), bytes: other }, [bundleOf(good)]);
    expect(finding).toMatchObject({ holds: false, reason: matching(/another digest/) });
    const lied = good.replace(
      Buffer.from(subject.digest, 'hex').toString('base64'),
      Buffer.from(digestOf(other), 'hex').toString('base64'),
    );
    expect(lied).not.toBe(good);
    const [liar] = await ground.verify({ digest: digestOf(other), bytes: other }, [bundleOf(lied)]);
    expect(liar).toMatchObject({ holds: false });
  });

  it('does not count when the certificate had expired, or was not valid yet, as the log saw it', async () => {
    for (const minutes of [-5, 11]) {
      const loggedAt = new Date(Date.now() + minutes * 60_000);
      const [finding] = await ground.verify(subject, [
        bundleOf(await sigstore.signBytes(bytes, { loggedAt })),
      ]);
      expect(finding).toMatchObject({
        holds: false,
        reason: matching(/certificate is not trusted/),
      });
    }
  });

  it('does not count when another authority issued the certificate', async () => {
    const [finding] = await ground.verify(subject, [
      bundleOf(await sigstore.signBytes(bytes, { foreign: true })),
    ]);
    expect(finding).toMatchObject({
      holds: false,
      reason: matching(/certificate is not trusted/),
    });
    const stranger = await makeLocalSigstore();
    expect(await ground.verify(subject, [bundleOf(await stranger.signBytes(bytes))])).toMatchObject([
      { holds: false },
    ]);
  });

  it('does not count without its entry in the log, or with that of another signature', async () => {
    const entries = /"tlogEntries":(\[.*?\]),?\}/su;
    const bare = good.replace(
      /"tlogEntries":\[.*\]\},"messageSignature"/su,
      '"tlogEntries":[]},"messageSignature"',
    );
    expect(bare).not.toBe(good);
    expect(await ground.verify(subject, [bundleOf(bare)])).toMatchObject([{ holds: false }]);
    expect(entries.test(good)).toBe(true);
    const body = /"canonicalizedBody":"([^"]+)"/u;
    const other = body.exec(await sigstore.signBytes(bytes))?.[1] ?? '';
    const swapped = good.replace(body, `"canonicalizedBody":"${other}"`);
    expect(await ground.verify(subject, [bundleOf(swapped)])).toMatchObject([{ holds: false }]);
  });

  it('does not count with any character changed', async () => {
    const positions = Array.from({ length: 60 }, (_none, index) => Math.floor((index * good.length) / 60));
    const changed = positions.map(
      (at) => `${good.slice(0, at)}${good[at] === 'A' ? 'B' : 'A'}${good.slice(at + 1)}`,
    );
    const findings = await Promise.all(changed.map((text) => ground.verify(subject, [bundleOf(text)])));
    const signers = findings.flat().flatMap((finding) => (finding.holds ? [finding.signer] : []));
    // What says nothing (an unread name) may change; who signed may not.
    for (const signer of signers) expect(signer).toEqual(held.signer);
    expect(signers.length).toBeLessThan(30);
  });
});

describe('a statement about an artefact', () => {
  it('counts as a signature or as the provenance of a build', async () => {
    for (const predicate of [SIGN, 'https://slsa.dev/provenance/v1']) {
      const text = await sigstore.signStatement(artefact.digest, predicate);
      expect(await ground.verify(artefact, [bundleOf(text)]), predicate).toEqual([held]);
    }
  });

  it('about something else, or that says something else, does not', async () => {
    const other = await sigstore.signStatement(subject.digest, SIGN);
    expect(await ground.verify(artefact, [bundleOf(other)])).toMatchObject([
      { holds: false, reason: matching(/another digest/) },
    ]);
    const scan = await sigstore.signStatement(
      artefact.digest,
      'https://cosign.sigstore.dev/attestation/vuln/v1',
    );
    expect(await ground.verify(artefact, [bundleOf(scan)])).toMatchObject([
      { holds: false, reason: matching(/something else than a release/) },
    ]);
  });
});

const payload = bytesOf(
  JSON.stringify({
    critical: {
      identity: { 'docker-reference': 'registry.example.test/acme/tool' },
      image: { 'docker-manifest-digest': `sha256:${artefact.digest}` },
      type: 'cosign container image signature',
    },
    optional: null,
  }),
);
const annotations = await sigstore.signPayload(payload);

describe('a container signature', () => {
  it('with a certificate names whom it is for', async () => {
    expect(await ground.verify(artefact, [containerOf(payload, annotations)])).toEqual([held]);
  });

  it('of another artefact, without a log entry, or with another payload does not count', async () => {
    expect(await ground.verify(subject, [containerOf(payload, annotations)])).toMatchObject([
      { holds: false, reason: matching(/another digest/) },
    ]);
    const { 'dev.sigstore.cosign/bundle': _entry, ...unlogged } = annotations;
    expect(await ground.verify(artefact, [containerOf(payload, unlogged)])).toMatchObject([{ holds: false }]);
    const spaced = bytesOf(`${new TextDecoder().decode(payload)} `);
    expect(await ground.verify(artefact, [containerOf(spaced, annotations)])).toMatchObject([
      { holds: false },
    ]);
    expect(await ground.verify(artefact, [containerOf(payload, {})])).toMatchObject([{ holds: false }]);
  });
});
