export * from './chunk-loader.ts';
export * from './code-folder.ts';
