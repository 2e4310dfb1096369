/** What says where code runs (HTML standard, `NavigatorID`); there is nothing else of a browser. */
export const navigator: { readonly userAgent: string } = { userAgent: 'KAMI' };
