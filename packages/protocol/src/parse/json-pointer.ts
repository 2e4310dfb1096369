/** A JSON Pointer (RFC 6901) one step further. */
export function pointerTo(path: string, step: string | number): string {
  return `${path}/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

const PLAIN_NAME = /^[A-Za-z_][\w-]*$/;
const INDEX = /^(?:0|[1-9]\d*)$/;

/** A JSON Pointer as people write a path: `/items/3/price` is `items[3].price`, other names stand quoted in brackets. */
export function readablePath(pointer: string): string {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return steps.reduce((path, step) => {
    if (PLAIN_NAME.test(step)) return path === '' ? step : `${path}.${step}`;
    return `${path}[${INDEX.test(step) ? step : JSON.stringify(step)}]`;
  }, '');
}
