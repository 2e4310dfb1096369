/** One imported interface as jco's generated code takes it: functions and resource classes by name in camel case. */
export type ImportInterface = Readonly<Record<string, unknown>>;
