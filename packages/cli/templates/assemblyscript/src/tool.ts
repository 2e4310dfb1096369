import { fail, lift, succeed } from './component';

export { cabi_realloc } from './component';

export function greet(name: usize, length: i32): usize {
  const whom = lift(name, length);
  if (whom == '') return fail('The name is empty: whom shall I greet?');
  return succeed(`Hello, ${whom}!`);
}
