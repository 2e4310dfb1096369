// Writes orders.csv beside this file: 20,000 orders, about 1.3 MB, the same bytes each time.
import { writeFileSync } from 'node:fs';

const ROWS = 20_000;
const CITIES = ['Aarhus', 'Bergen', 'Gent', 'Graz', 'Kraków', 'Lyon', 'Porto', 'Tartu', 'Turku', 'Zaragoza'];
const PRODUCTS = ['Bolt, M6', 'Bolt, M8', 'Bracket "L"', 'Drill bit', 'Gloves', 'Hinge', 'Nut, M6', 'Nut, M8', 'Saw', 'Screw'];
const STATES = ['paid', 'paid', 'paid', 'sent', 'sent', 'returned', ''];

/** Mulberry32: a small generator that gives the same numbers everywhere. */
let state = 20_260_101;
const next = () => {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};
const pick = (list) => list[Math.floor(next() * list.length)];
const quote = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const rows = ['id,ordered,customer,city,product,quantity,unit_price,total,state'];
for (let id = 1; id <= ROWS; id += 1) {
  const day = new Date(Date.UTC(2025, 0, 1 + Math.floor(next() * 365))).toISOString().slice(0, 10);
  const quantity = 1 + Math.floor(next() * 40);
  const cents = 50 + Math.floor(next() * 9_950);
  const customer = `C${String(1 + Math.floor(next() * 2_500)).padStart(5, '0')}`;
  const money = (amount) => (amount / 100).toFixed(2);
  rows.push([id, day, customer, pick(CITIES), pick(PRODUCTS), quantity, money(cents), money(cents * quantity), pick(STATES)].map((value) => quote(String(value))).join(','));
}
writeFileSync(new URL('orders.csv', import.meta.url), `${rows.join('\n')}\n`);
