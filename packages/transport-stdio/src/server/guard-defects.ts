import { JSON_RPC_CODES } from '@kami/protocol';
import { ProtocolError } from '@modelcontextprotocol/server';

/** Waits for work; a defect or an internal error in it is told to `onDefect`, and what is thrown shows nothing of it. */
export async function guardDefects<T>(
  work: () => Promise<T>,
  onDefect: (error: unknown) => void,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProtocolError) {
      if (error.code === JSON_RPC_CODES.internalError) onDefect(error.cause);
      throw error;
    }
    onDefect(error);
    throw new ProtocolError(
      JSON_RPC_CODES.internalError,
      'KAMI_INTERNAL: an internal error happened; the log has it',
    );
  }
}
