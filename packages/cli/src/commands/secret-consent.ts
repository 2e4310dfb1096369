/**
 * Threat: a secret that is given away in one stroke with everything else. Rule: what lets a tool hold a secret is warned
 * of and, where a person answers, asked for by itself; what could not work is refused while the person is there.
 */
import { headerValueRefusal, parseGrant } from '@kami/sandbox';
import {
  err,
  formatNetRule,
  kamiError,
  ok,
  type KamiError,
  type Permission,
  type Result,
  type SecretGrant,
  type SecretHeader,
} from '@kami/types';
import type { App } from '../app.ts';
import { confirm } from '../output/confirm.ts';

/** Looks at the secrets among grants of a command line before any is given. Errors: `KAMI_USAGE`, `KAMI_CANCELLED`. */
export async function consentToSecrets(
  app: App,
  tool: string,
  texts: readonly string[],
): Promise<Result<void, KamiError>> {
  for (const text of texts) {
    const request = parseGrant(text);
    if (!request.ok) return request;
    if (request.value.kind !== 'secret') continue;
    const { grant } = request.value;
    const accepted = grant.use === 'read' ? await acceptReading(app, tool, grant.name) : ok(undefined);
    if (!accepted.ok) return accepted;
    const usable = await checkValue(app, grant);
    if (!usable.ok) return usable;
  }
  return ok(undefined);
}

/** Says what a tool still lacks to use its secrets. */
export function noteUnreachable(app: App, tool: string, permission: Permission): void {
  for (const grant of permission.secrets ?? []) {
    if (grant.use === 'read' || permission.net.some((rule) => reaches(rule, grant))) continue;
    const { scheme, host, port } = grant;
    const rule = formatNetRule({ methods: [], scheme, host, port, subdomains: false });
    app.console.note(
      `${tool} may not reach ${host} yet, where it would need ${grant.name}: kami grant ${tool} net=${rule}`,
    );
  }
}

function reaches(rule: Permission['net'][number], { scheme, host, port }: SecretHeader): boolean {
  const named = rule.subdomains ? host.endsWith(`.${rule.host}`) : host === rule.host;
  return named && rule.scheme === scheme && rule.port === port;
}

async function acceptReading(app: App, tool: string, name: string): Promise<Result<void, KamiError>> {
  const { console } = app;
  console.note(
    `${console.mark('red', 'warning')} With secret-read=${name} the tool ${tool} holds the secret itself: it can send it to every ` +
      `host and write it into every folder that it may use. secret=${name}@HOST has KAMI put it into requests, unseen by the tool.`,
  );
  if (!console.interactive || !process.stdin.isTTY) return ok(undefined);
  return (await confirm(`Let ${tool} read the secret ${name}?`, app.signal))
    ? ok(undefined)
    : err(kamiError('KAMI_CANCELLED', `${tool} was not granted secret-read=${name}; nothing was changed.`));
}

async function checkValue(app: App, grant: SecretGrant): Promise<Result<void, KamiError>> {
  const { name } = grant;
  const value = await (await app.secretVault()).get(name);
  if (!value.ok) return value;
  if (value.value === undefined) {
    app.console.note(`The secret ${name} is not set yet: kami secret set ${name}`);
    return ok(undefined);
  }
  const refusal = grant.use === 'header' ? headerValueRefusal(value.value) : undefined;
  return refusal === undefined
    ? ok(undefined)
    : err(kamiError('KAMI_USAGE', `The secret ${name} cannot be put into a header field: ${refusal}.`));
}
