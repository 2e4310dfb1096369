import { componentEmbed, componentNew } from '@bytecodealliance/jco-transpile/wasm-tools';

/** A component of a world whose functions all trap: its types are real, its code is not. */
async function buildComponent(witSource: string, world = 'w'): Promise<Uint8Array> {
  return componentNew(await componentEmbed({ dummy: true, witSource, world }), []);
}

/** Packages of WASI and KAMI as far as tests import them. */
const WIT_PACKAGES = `
package wasi:io@0.2.3 {
  interface poll { resource pollable { ready: func() -> bool; } }
  interface error { resource error { to-debug-string: func() -> string; } }
}
package wasi:clocks@0.2.0 { interface wall-clock { record datetime { seconds: u64 } now: func() -> datetime; } }
package wasi:random@0.2.3 { interface random { get-random-u64: func() -> u64; } }
package wasi:http@0.2.3 { interface outgoing-handler { handle: func() -> bool; } }
package wasi:sockets@0.2.3 { interface network { resource network; } interface tcp { connect: func(); } }
package wasi:config@0.2.0-draft { interface store { get: func(key: string) -> option<string>; } }
package wasi:cli@0.3.0 { interface environment { get-environment: func() -> list<string>; } }
package kami:host@0.1.0 { interface log { write: func(text: string); } interface teleport { go: func(); } }
package kami:tool@0.1.7 {
  interface types { record block { text: string } }
  interface tools {
    use types.{block};
    record definition { name: string }
    describe: func() -> list<definition>;
    call: func(name: string, arguments: string) -> result<block, string>;
  }
  interface resources {
    templates: func() -> list<string>;
    list-resources: func(cursor: option<string>) -> result<string, string>;
    read: func(uri: string) -> result<list<string>, string>;
  }
  interface prompts {
    describe: func() -> list<string>;
    get: func(name: string, arguments: list<tuple<string, string>>) -> result<string, string>;
  }
  interface completion {
    record request { value: string }
    record suggestions { values: list<string> }
    complete: func(request: request) -> suggestions;
  }
}
package kami:tool@0.1.9 { interface prompts { describe: func() -> list<string>; } }
package kami:tool@0.2.0 {
  interface tools { describe: func() -> list<string>; }
  interface resources { read: func(uri: string) -> string; }
}
`;

/** A component with the imports and exports of a world's body. */
export async function buildWorld(body: string): Promise<Uint8Array> {
  return buildComponent(
    `package test:component@1.0.0; ${body.includes('world w') ? body : `world w { ${body} }`} ${WIT_PACKAGES}`,
  );
}
