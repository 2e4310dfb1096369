import { type AnyStep, gave, named, resource, step } from './step.ts';

const request = 'wasi:http/types [method]outgoing-request';
const future = 'wasi:http/types [method]future-incoming-response';

/** `$future`: a request for this path, on its way. */
export const sent = (path: string): AnyStep[] => [
  step(`${request}.set-path-with-query`, ['$request', path]),
  named('future', step('wasi:http/outgoing-handler handle', ['$request', null])),
];
/** `$got`: what the future gave; the response is `$got.val.val`. */
export const answered = (path: string): AnyStep[] => [
  ...sent(path),
  named('pollable', step(`${future}.subscribe`, ['$future'])),
  step('wasi:io/poll [method]pollable.block', ['$pollable']),
  named('got', step(`${future}.get`, ['$future'], gave({ tag: 'ok', val: { tag: 'ok', val: resource } }))),
];
