import { Body } from './body/body.ts';
import { parseForm } from './body/parse-form.ts';
import type { FormData } from './body/form-data.ts';
import type { Headers } from './headers.ts';

/** Adds `formData()` to bodies; only code that mentions it brings this module along. */
Object.defineProperty(Body.prototype, 'formData', {
  configurable: true,
  writable: true,
  value(this: Body & { readonly headers: Headers }): Promise<FormData> {
    const type = this.headers.get('content-type') ?? '';
    return this.bytes().then((bytes) => parseForm(bytes, type));
  },
});
