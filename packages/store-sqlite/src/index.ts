export type { GroupSettings } from './log/event-groups.ts';
export * from './open-sqlite-home.ts';
export type { SqliteEventLog } from './sqlite-event-log.ts';
export type { WriterChoice } from './writer/writer.ts';
