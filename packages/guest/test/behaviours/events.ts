import { invoke, construct, behaviours, same, throws, type Behaviour } from './behaviour.ts';

const targets = behaviours('DOM 2 Event, EventTarget', {
  'calls listeners in their order': () => {
    const seen: number[] = [];
    const target = new EventTarget();
    target.addEventListener('x', () => void seen.push(1));
    target.addEventListener('x', () => void seen.push(2));
    target.dispatchEvent(new Event('x'));
    same(seen, [1, 2]);
  },
  'calls a listener once however often it is added': () => {
    let calls = 0;
    const target = new EventTarget();
    const listener = (): void => void (calls += 1);
    target.addEventListener('x', listener);
    target.addEventListener('x', listener);
    target.dispatchEvent(new Event('x'));
    same(calls, 1);
  },
  'calls no listener of another type': () => {
    let calls = 0;
    const target = new EventTarget();
    target.addEventListener('x', () => void (calls += 1));
    target.dispatchEvent(new Event('y'));
    same(calls, 0);
  },
  'calls an object with handleEvent': () => {
    const seen: unknown[] = [];
    const target = new EventTarget();
    target.addEventListener('x', { handleEvent: ({ type }) => void seen.push(type) });
    target.dispatchEvent(new Event('x'));
    same(seen, ['x']);
  },
  'forgets a listener': () => {
    let calls = 0;
    const target = new EventTarget();
    const listener = (): void => void (calls += 1);
    target.addEventListener('x', listener);
    target.removeEventListener('x', listener);
    target.dispatchEvent(new Event('x'));
    same(calls, 0);
  },
  'calls none that was forgotten meanwhile': () => {
    const seen: number[] = [];
    const target = new EventTarget();
    const second = (): void => void seen.push(2);
    target.addEventListener('x', () => (seen.push(1), target.removeEventListener('x', second)));
    target.addEventListener('x', second);
    target.dispatchEvent(new Event('x'));
    same(seen, [1]);
  },
  'calls it once where one asks for it': () => {
    let calls = 0;
    const target = new EventTarget();
    target.addEventListener('x', () => void (calls += 1), { once: true });
    target.dispatchEvent(new Event('x'));
    target.dispatchEvent(new Event('x'));
    same(calls, 1);
  },
  'forgets it when a signal fires': () => {
    let calls = 0;
    const target = new EventTarget();
    const controller = new AbortController();
    target.addEventListener('x', () => void (calls += 1), { signal: controller.signal });
    controller.abort();
    target.dispatchEvent(new Event('x'));
    same(calls, 0);
  },
  'stops at once where a listener says so': () => {
    const seen: number[] = [];
    const target = new EventTarget();
    target.addEventListener('x', (event) => (seen.push(1), event.stopImmediatePropagation()));
    target.addEventListener('x', () => void seen.push(2));
    target.dispatchEvent(new Event('x'));
    same(seen, [1]);
  },
  'says whether the default was prevented': () => {
    const target = new EventTarget();
    target.addEventListener('x', (event) => event.preventDefault());
    same(
      [target.dispatchEvent(new Event('x')), target.dispatchEvent(new Event('x', { cancelable: true }))],
      [true, false],
    );
  },
  'has its target while it is sent, and after': () => {
    const target = new EventTarget();
    const event = new Event('x');
    let current: unknown;
    target.addEventListener('x', () => void (current = event.currentTarget));
    target.dispatchEvent(event);
    same([current === target, event.target === target, event.currentTarget], [true, true, null]);
  },
  'sends nothing but events': () => throws('TypeError', () => invoke(new EventTarget(), 'dispatchEvent', {})),
  'needs a type': () => throws('TypeError', () => construct(Event)),
  'carries a value': () => same(new CustomEvent('x', { detail: { a: 1 } }).detail, { a: 1 }),
  'is a target by extension': () => {
    class Own extends EventTarget {}
    same(new Own().dispatchEvent(new Event('x')), true);
  },
});

const signals = behaviours('DOM 3 AbortController, AbortSignal', {
  'has not fired by itself': () =>
    same([new AbortController().signal.aborted, new AbortController().signal.reason], [false, undefined]),
  'fires with an AbortError': () => {
    const controller = new AbortController();
    controller.abort();
    const reason: unknown = controller.signal.reason;
    same([controller.signal.aborted, reason instanceof DOMException], [true, true]);
    throws('AbortError', () => controller.signal.throwIfAborted());
  },
  'fires with a reason, once': () => {
    const controller = new AbortController();
    let calls = 0;
    controller.signal.addEventListener('abort', () => void (calls += 1));
    controller.abort('a');
    controller.abort('b');
    same([controller.signal.reason, calls], ['a', 1]);
  },
  'calls onabort': () => {
    const controller = new AbortController();
    let type = '';
    controller.signal.onabort = (event) => void (type = event.type);
    controller.abort();
    same(type, 'abort');
  },
  'throws its reason': () => {
    new AbortController().signal.throwIfAborted();
    throws('RangeError', () => AbortSignal.abort(new RangeError('x')).throwIfAborted());
  },
  'is not constructed': () => throws('TypeError', () => construct(AbortSignal)),
  'has fired from the start': () =>
    same([AbortSignal.abort('x').aborted, AbortSignal.abort('x').reason], [true, 'x']),
  'fires after a time': async () => {
    const signal = AbortSignal.timeout(1);
    await new Promise((resolve) => {
      signal.addEventListener('abort', resolve);
      setTimeout(() => {}, 50);
    });
    same((signal.reason as Error).name, 'TimeoutError');
  },
  'refuses a time that is none': () => throws('TypeError', () => invoke(AbortSignal, 'timeout', Number.NaN)),
  'fires with the first of several': () => {
    const [one, other] = [new AbortController(), new AbortController()];
    const any = AbortSignal.any([one.signal, other.signal]);
    other.abort('b');
    one.abort('a');
    same([any.aborted, any.reason], [true, 'b']);
  },
  'fires at once with one that has fired': () => same(AbortSignal.any([AbortSignal.abort('x')]).reason, 'x'),
  'depends on what depends': () => {
    const controller = new AbortController();
    const any = AbortSignal.any([AbortSignal.any([controller.signal])]);
    controller.abort('x');
    same(any.reason, 'x');
  },
});

const exceptions = behaviours('Web IDL 4.3 DOMException', {
  'is an Error with a name': () => {
    const error = new DOMException('a', 'DataCloneError');
    same([error.name, error.message, error.code, error instanceof Error], ['DataCloneError', 'a', 25, true]);
  },
  'is called Error by itself': () =>
    same([new DOMException().name, new DOMException().message], ['Error', '']),
});

/** Events and signals. */
export const eventsAndSignals: readonly Behaviour[] = [...targets, ...signals, ...exceptions];
