export * from './installed-tool.ts';
export * from './tool-query.ts';
export * from './tool-repository.ts';
