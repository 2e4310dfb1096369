export * from './serve-stdio.ts';
export type { ServerInfo } from './server/create-mcp-server.ts';
