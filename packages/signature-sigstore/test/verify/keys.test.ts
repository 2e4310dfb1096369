import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';

import { MAX_SIGNATURES } from '@kami/registry';

import { bundleOf, bytesOf, containerOf, detachedOf, digestOf, makeVerifyGround } from './ground.ts';

const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);
const containing = (text: string): unknown => expect.stringContaining(text);

const ground = await makeVerifyGround();
const bytes = bytesOf('a tool');
const subject = { digest: digestOf(bytes), bytes };
const [acme, other] = await Promise.all([ground.makeKey('acme'), ground.makeKey('other')]);
const made = acme.maker.sign(bytes);
const held = { holds: true, signer: { kind: 'key', fingerprint: acme.key.fingerprint } };

afterAll(() => {
  ground[Symbol.dispose]();
});

describe('a signature by a key', () => {
  it('holds as a bundle and bare, and names the key', async () => {
    const both = [bundleOf(made.bundle), detachedOf(made.signature)];
    expect(await ground.verify(subject, both, [other.key, acme.key])).toEqual([held, held]);
  });

  it('does not count once the key is not known any more', async () => {
    const findings = await ground.verify(
      subject,
      [bundleOf(made.bundle), detachedOf(made.signature)],
      [other.key],
    );
    expect(findings).toMatchObject([{ holds: false }, { holds: false }]);
    expect(await ground.verify(subject, [bundleOf(made.bundle)])).toMatchObject([
      { holds: false, reason: containing(`it names the key sha256:${acme.key.fingerprint}`) },
    ]);
  });

  it('of another digest does not count', async () => {
    const changed = bytesOf('b tool');
    const findings = await ground.verify(
      { digest: digestOf(changed), bytes: changed },
      [bundleOf(made.bundle), detachedOf(made.signature)],
      [acme.key],
    );
    expect(findings).toMatchObject([{ holds: false, reason: matching(/another digest/) }, { holds: false }]);
  });

  it('is told apart from another beside it: each has a finding of its own', async () => {
    const wrong = other.maker.sign(bytes);
    const findings = await ground.verify(
      subject,
      [bundleOf(wrong.bundle), bundleOf(made.bundle)],
      [acme.key],
    );
    expect(findings).toMatchObject([{ holds: false }, held]);
  });

  it('of an artefact names its digest', async () => {
    const artefact = { digest: digestOf(bytesOf('a manifest')) };
    const {
      mediaType,
      bytes: payload,
      annotations,
    } = acme.maker.signArtefact(artefact.digest, 'registry.example.test/acme/tool');
    expect(mediaType).toBe('application/vnd.dev.cosign.simplesigning.v1+json');
    expect(await ground.verify(artefact, [containerOf(payload, annotations)], [acme.key])).toEqual([held]);
    expect(await ground.verify(subject, [containerOf(payload, annotations)], [acme.key])).toMatchObject([
      { holds: false },
    ]);
    expect(await ground.verify(artefact, [containerOf(payload, annotations)], [other.key])).toMatchObject([
      { holds: false },
    ]);
  });

  it('needs the bytes that it is over', async () => {
    const findings = await ground.verify(
      { digest: subject.digest },
      [bundleOf(made.bundle), detachedOf(made.signature)],
      [acme.key],
    );
    expect(findings).toMatchObject([{ holds: false }, { holds: false }]);
  });

  it('is looked at up to a bound, and only of known types and sizes', async () => {
    const many = Array.from({ length: MAX_SIGNATURES + 1 }, () => detachedOf(made.signature));
    const findings = await ground.verify(subject, many, [acme.key]);
    expect(findings.filter(({ holds }) => holds)).toHaveLength(MAX_SIGNATURES);
    const odd = [
      { ...detachedOf(made.signature), mediaType: 'application/pgp-signature' },
      detachedOf(`${made.signature}${' '.repeat(2 ** 20)}`),
    ];
    expect(await ground.verify(subject, odd, [acme.key])).toMatchObject([{ holds: false }, { holds: false }]);
  });

  it('is not made by bytes of any kind', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.json(), async (raw, json) => {
        const attachments = [
          { ...detachedOf(''), bytes: raw },
          { ...bundleOf(''), bytes: raw },
          bundleOf(json),
          containerOf(bytesOf(json), { 'dev.cosignproject.cosign/signature': json }),
        ];
        const findings = await ground.verify(subject, attachments, [acme.key]);
        return findings.every(({ holds }) => !holds);
      }),
      { numRuns: 50 },
    );
  });
});
