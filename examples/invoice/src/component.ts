import { total } from './invoice.ts';

/** What the world exports: the interface `invoices`. */
export const invoices: { readonly total: typeof total } = { total };
