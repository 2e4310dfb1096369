import { Blob } from './body/blob.ts';
import { Body } from './body/body.ts';
import type { Headers } from './headers.ts';

/** Adds `blob()` to bodies; only code that mentions it brings this module along. */
Object.defineProperty(Body.prototype, 'blob', {
  configurable: true,
  writable: true,
  value(this: Body & { readonly headers: Headers }): Promise<Blob> {
    const type = this.headers.get('content-type') ?? '';
    return this.bytes().then((bytes) => new Blob([bytes], { type }));
  },
});
