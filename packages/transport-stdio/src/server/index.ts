export * from '../frame/request-gate.ts';
export * from './announce-changes.ts';
export * from './create-mcp-server.ts';
export * from './running-work.ts';
