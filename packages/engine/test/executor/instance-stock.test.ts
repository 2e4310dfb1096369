import type { JobHeader, LoadHeader, MakeHeader } from '@kami/protocol';
import { describe, expect, it } from 'vitest';
import type { Channel } from '../../src/executor/channel.ts';
import { coreWasm } from '../../src/executor/core-wasm.ts';
import { createHostLink } from '../../src/executor/host-link.ts';
import { createInstanceStock } from '../../src/executor/instance-stock.ts';
import type { Instantiate, LoadedComponent } from '../../src/executor/loaded-component.ts';

/** `(module (memory (export "kami:state/memories/0") 1 8) (func (export "grow") (drop (memory.grow (i32.const 1)))))` */
const GROWING = Uint8Array.fromHex(
  '0061736d010000000104016000000302010005040101010807200215' +
    `${Buffer.from('kami:state/memories/0').toString('hex')}020004${Buffer.from('grow').toString('hex')}0000` +
    '0a09010700410140001a0b',
);
const load: LoadHeader = { environment: [], configuration: [], preopens: [], maxMemoryPages: 64 };
const header = (digit: string): MakeHeader => ({
  seed: digit.repeat(64),
  time: { wallMicros: 0, monotonicNanos: '0' },
});
const job: JobHeader = {
  ...header('f'),
  action: 'call',
  tool: 't',
  callId: 'c',
  traceparent: '',
  deadlineMs: 1000,
  maxOutputBytes: 1024,
  client: [],
  structured: false,
};
const DELIVERED = { header: { status: 'delivered' }, payload: new Uint8Array(0) } as const;
const silent: Channel = {
  send: () => undefined,
  receive: () => {
    throw new Error('nothing to receive');
  },
};

/** A component whose memory grows in every call, with how often its own code has run: `describe`, and `grow` by hand. */
function growingComponent(): { component: LoadedComponent; described: () => number } {
  const module = new coreWasm.Module(GROWING);
  let described = 0;
  const instantiate: Instantiate = (getCoreModule, _imports, instantiateCore) => {
    const { exports } = instantiateCore(getCoreModule('core'));
    const describe = (): unknown[] => {
      described += 1;
      return [];
    };
    return { 'kami:tool/tools@0.1.0': { describe, grow: exports['grow'] } };
  };
  const component: LoadedComponent = {
    load,
    convention: 'kami-tool',
    tools: new Map(),
    instantiate,
    isRestorable: true,
    modules: new Map([['core', module]]),
    pages: new Map([[module, 8]]),
    validator: () => undefined,
  };
  return { component, described: () => described };
}

describe('an instance stock', () => {
  it('runs no code of the component when it makes up for an instance: no deadline stands then', () => {
    const { component, described } = growingComponent();
    const stock = createInstanceStock(component, createHostLink(silent), {
      dropped: () => undefined,
      renewed: () => undefined,
    });
    stock.make(header('0'));
    expect(described()).toBe(1);
    const used = stock.take(job);
    const tools = used.exports['kami:tool/tools@0.1.0'] as { readonly grow: () => void };
    tools.grow();
    stock.giveBack(used, DELIVERED);
    stock.refill();
    expect(described()).toBe(1);
    const next = stock.take(job);
    expect(next.core).not.toBe(used.core);
    expect(next.memory.memories.map(({ buffer }) => buffer.byteLength)).toEqual([65_536]);
  });
});
