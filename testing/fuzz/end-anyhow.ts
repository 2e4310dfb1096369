import type { Chance } from './chance.ts';
import { type HostileAction, type HostileCase, UP } from './hostile-action.ts';

/** Payloads of results that nobody may be given as they are. */
const PAYLOADS = [
  '',
  'null',
  '[]',
  '{"content":[],"isError":false',
  '{"content":[],"isError":false,"isError":true}',
  '{"content":[{"type":"text","text":"x","__proto__":1}],"isError":false}',
  '{"content":[],"isError":false,"meta":{"io.modelcontextprotocol/x":1}}',
  `{"content":[],"isError":false,"structured":${'['.repeat(100)}${']'.repeat(100)}}`,
  '{"content":[{"type":"resource_link","uri":"javascript:\\nalert(1)","name":"x"}],"isError":false}',
  '{"content":[],"isError":false,"structured":1e999}',
  `{"content":[${'{"type":"text","text":""},'.repeat(2000)}{"type":"text","text":""}],"isError":false}`,
] as const;

/** Ways to end a call, or not to. */
export function endAnyhow(chance: Chance): HostileCase {
  const any = (name: string, ...actions: readonly HostileAction[]): HostileCase => ({
    name,
    actions,
    expects: 'any',
  });
  const result = (header: string, payload: string): HostileAction => ({
    do: 'frame',
    kind: UP.result,
    id: '$job',
    header,
    base64: Buffer.from(payload).toString('base64'),
  });
  const delivered = '{"status":"delivered"}';
  return chance.pick<() => HostileCase>([
    () => any('stalls', { do: 'stall' }),
    () =>
      any(
        'half a frame, then stalls',
        { do: 'raw', base64: Buffer.from(chance.bytes(12)).toString('base64') },
        { do: 'stall' },
      ),
    () => ({ ...any('closes the pipe', { do: 'close' }), expects: 'fault' }),
    () => ({ ...any('exits', { do: 'exit' }), expects: 'fault' }),
    () => any('a result of another form', result(delivered, chance.pick(PAYLOADS))),
    () => any('described in the place of delivered', result('{"status":"described"}', '{"tools":[]}')),
    () =>
      any('two results', result(delivered, PAYLOADS[0]), result(delivered, '{"content":[],"isError":false}')),
    () =>
      any(
        'a failure',
        result(`{"status":"trapped","message":${JSON.stringify('\u001b[31m'.repeat(800))}}`, ''),
      ),
    () =>
      any(
        'a result while a call is open',
        { do: 'frame', kind: UP.call, header: '{"op":"wait","handles":[]}' },
        result(delivered, ''),
      ),
  ])();
}
