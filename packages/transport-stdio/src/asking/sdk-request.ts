import type { InputRequest as Asked } from '@kami/protocol';
import { isSpecType, type InputRequest } from '@modelcontextprotocol/server';

/** A question in the SDK's type, as far as its revision of MCP knows it. */
export function toSdkRequest(request: Asked): InputRequest | undefined {
  const { ElicitRequest, CreateMessageRequest, ListRootsRequest } = isSpecType;
  const plain: unknown = request;
  if (ElicitRequest(plain) || CreateMessageRequest(plain) || ListRootsRequest(plain)) return plain;
  return undefined;
}
