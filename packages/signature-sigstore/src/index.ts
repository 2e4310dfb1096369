export * from './root/describe-root.ts';
export * from './root/read-root.ts';
export * from './root/refresh-root.ts';
export * from './verify/sigstore-verifier.ts';
