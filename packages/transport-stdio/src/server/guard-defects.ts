import { JSON_RPC_CODES } from '@kami/protocol';
import { ProtocolError } from '@modelcontextprotocol/server';

/** Waits for work; a defect in it is told to `onDefect` and becomes an error that shows nothing of it. */
export async function guardDefects<T>(
  work: () => Promise<T>,
  onDefect: (error: unknown) => void,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProtocolError) throw error;
    onDefect(error);
    throw new ProtocolError(
      JSON_RPC_CODES.internalError,
      'KAMI_INTERNAL: an internal error happened; the log has it',
    );
  }
}
