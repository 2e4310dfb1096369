export { isLoopback, parseListenAddress, type ListenAddress } from './listen.ts';
export * from './serve-http.ts';
