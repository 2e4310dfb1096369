/** What code in StarlingMonkey has without an import, beside what the engine has: a console that KAMI's log gets. */
export { console } from '../web/console/console.ts';
export { fetch } from './fetch.ts';
