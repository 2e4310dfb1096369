export { createLineReader, type LineEvent, type LineReader } from './frame/line-reader.ts';
export * from './serve-stdio.ts';
export type { ServerInfo } from './server/create-mcp-server.ts';
