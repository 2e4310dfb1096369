export * from './executor/decode-frame.ts';
export * from './executor/encode-frame.ts';
export * from './executor/frame.ts';
export * from './executor/message-assembler.ts';
export * from './executor/messages.ts';
export * from './host-call/fs.ts';
export * from './host-call/host-call.ts';
export * from './host-call/http.ts';
