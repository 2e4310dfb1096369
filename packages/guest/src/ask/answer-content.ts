/** A folder or another place that the client works on. */
export interface Root {
  readonly uri: string;
  readonly name?: string;
}

/** Content of a message for a model, or of one that it gave. */
export interface SampledContent {
  readonly type: string;
  readonly text?: string;
  readonly data?: string;
  readonly mimeType?: string;
}

/** A message for a model. */
export interface SamplingMessage {
  readonly role: 'user' | 'assistant';
  readonly content: SampledContent | readonly SampledContent[];
}

/** What a model is asked (MCP `sampling/createMessage`). */
export interface SamplingRequest {
  readonly messages: readonly SamplingMessage[];
  readonly maxTokens: number;
  readonly systemPrompt?: string;
  readonly temperature?: number;
  readonly stopSequences?: readonly string[];
}

/** What a model answered. */
export interface SampledMessage extends SamplingMessage {
  readonly model: string;
  readonly stopReason?: string;
}

/** Whether an answer is a message of a model. The host has checked its form already. */
export function isSampledMessage(content: unknown): content is SampledMessage {
  return typeof content === 'object' && content !== null && 'model' in content && 'content' in content;
}

/** Whether an answer is a list of roots. The host has checked its form already. */
export function isRoots(content: unknown): content is readonly Root[] {
  return Array.isArray(content);
}
