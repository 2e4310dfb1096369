/** One operation of `fetch` by its name. */
export declare const fetchOperations: Readonly<Record<string, (args: object) => Promise<object>>>;
