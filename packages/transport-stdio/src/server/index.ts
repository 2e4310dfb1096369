export * from '../asking/client-dialogues.ts';
export * from '../frame/legacy-error.ts';
export * from '../frame/request-gate.ts';
export * from './announce-changes.ts';
export * from './create-mcp-server.ts';
export { followChanges } from './follow-changes.ts';
export * from './resource-subscriptions.ts';
export * from './running-work.ts';
