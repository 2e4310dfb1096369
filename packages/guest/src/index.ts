export { audio, ContentBlock, embeddedResource, image, json, resourceLink, text } from './content/content.ts';
export type { ContentAnnotations, ResourceLink, WireContent } from './content/content.ts';
export { Reply, reply } from './content/reply.ts';
export type { ReplyParts } from './content/reply.ts';
export { defineTool, Tool } from './tool/define-tool.ts';
export type {
  FreeResult,
  FreeToolDefinition,
  StructuredResult,
  StructuredToolDefinition,
  ToolSource,
} from './tool/define-tool.ts';
export type { ContextOf } from './tool/context-of.ts';
export type { Limits, Requests } from './tool/requests.ts';
export type { CallContext, ClientFeatures, LogLine } from './tool/call-context.ts';
export { InvalidArguments, ToolError } from './tool/tool-error.ts';
export type { ArgumentProblem } from './tool/tool-error.ts';
export type { InputOf, OutputOf, Schema, ValidationIssue, ValidationResult } from './tool/schema.ts';
export { definePrompt, Prompt, assistantMessage, userMessage } from './feature/define-prompt.ts';
export type { PromptArgument, PromptMessage, PromptResult, PromptSource } from './feature/define-prompt.ts';
export {
  defineResource,
  defineResourceTemplate,
  Resource,
  ResourceTemplate,
} from './feature/define-resource.ts';
export type {
  ResourceContent,
  ResourceResult,
  ResourceSource,
  ResourceTemplateSource,
} from './feature/define-resource.ts';
export type { Completer } from './feature/completer.ts';
export { ask } from './ask/ask.ts';
export type { Answer, Answers, Questions } from './ask/ask.ts';
export { AskError } from './ask/ask-error.ts';
export type { AskedFeature, AskErrorCode } from './ask/ask-error.ts';
export type {
  Root,
  SampledContent,
  SampledMessage,
  SamplingMessage,
  SamplingRequest,
} from './ask/answer-content.ts';
export { question } from './ask/question.ts';
export type { Question } from './ask/question.ts';
export { notify } from './host/notify.ts';
export type { Config } from './host/config.ts';
export { SecretError } from './host/secrets.ts';
export type { SecretErrorCode, Secrets } from './host/secrets.ts';
export { FetchError } from './host/fetch-error.ts';
export type { FetchErrorCode } from './host/fetch-error.ts';
export { FileError } from './host/file-error.ts';
export type { FileErrorCode } from './host/file-error.ts';
export type { FileInfo, FileKind, Files, ReadOnlyFiles } from './host/files.ts';
export type { Blob, BlobOptions, BlobPart, File } from './web/body/blob.ts';
export type { FormData, FormValue } from './web/body/form-data.ts';
export type { Request } from './web/body/request.ts';
export type { ResponseInit } from './web/body/response-init.ts';
export { AbortController, AbortSignal } from './web/events/abort.ts';
export type { CustomEvent, Event, EventInit } from './web/events/event.ts';
export type { EventListener, EventTarget, ListenerOptions } from './web/events/event-target.ts';
export type { PipeOptions } from './web/streams/pipe.ts';
export type { SinkController, StreamSink, StreamWriter } from './web/streams/stream-sink.ts';
export type { ByteLengthQueuingStrategy, CountQueuingStrategy } from './web/streams/strategies.ts';
export type { TextDecoderStream, TextEncoderStream } from './web/streams/text-streams.ts';
export type { TransformController, Transformer, TransformStream } from './web/streams/transform-stream.ts';
export type { WritableStream } from './web/streams/writable-stream.ts';
export type { BodyInit } from './web/body/body-init.ts';
export type { Fetch, FetchInit, FetchSignal } from './web/fetch.ts';
export { Headers } from './web/headers.ts';
export type { HeadersInit } from './web/headers.ts';
export { ReadableStream } from './web/streams/readable-stream.ts';
export type {
  QueuingStrategy,
  StreamController,
  StreamRead,
  StreamReader,
  StreamSource,
} from './web/streams/stream-source.ts';
export { Response } from './web/body/response.ts';
export type { BodySource } from './web/body/response.ts';
export { URL, URLSearchParams } from './web/url.ts';
