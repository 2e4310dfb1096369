import { kamiError, type KamiError, type KamiErrorCode } from '@kami/types';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
  EISDIR: 'is a folder',
};

/** The error of a key file that could not be read. */
export function keyFileError(code: KamiErrorCode, path: string, cause: unknown): KamiError {
  const reason = REASONS[errorCode(cause)] ?? 'cannot be read';
  return kamiError(code, `The key ${JSON.stringify(path)} ${reason}.`, {
    cause,
    hint: 'Make a key pair with: kami key create NAME',
  });
}

/**
 * Why a signature does not hold, as a clause without a full stop, of what a library threw while it read or checked it:
 * a stranger's bytes may lead to any error.
 */
export function refusedSignature(cause: unknown): string {
  if (!(cause instanceof Error)) return 'it cannot be read';
  const deeper = cause.cause instanceof Error ? cause.cause.message : undefined;
  const text = deeper === undefined ? cause.message : `${cause.message}: ${deeper}`;
  const what = WHAT[errorCode(cause)] ?? 'it cannot be read';
  return `${what} (${text.slice(0, 200)})`;
}

/** Codes of `VerificationError` of @sigstore/verify. */
const WHAT: Readonly<Record<string, string>> = {
  CERTIFICATE_ERROR: 'its certificate is not trusted',
  PUBLIC_KEY_ERROR: 'its key is not known',
  SIGNATURE_ERROR: 'it is of other bytes or by another key',
  TIMESTAMP_ERROR: 'the time that it was made at is not proven',
  TLOG_ERROR: 'it is in no trusted log',
  TLOG_INCLUSION_PROOF_ERROR: 'it is in no trusted log',
  TLOG_INCLUSION_PROMISE_ERROR: 'it is in no trusted log',
  TLOG_MISSING_INCLUSION_ERROR: 'it is in no trusted log',
  TLOG_BODY_ERROR: 'the log has something else for it',
};

/** The error of a trusted root that could not be refreshed. */
export function refreshError(address: string, cause: unknown): KamiError {
  const reason = cause instanceof Error ? cause.message.split('\n', 1)[0] : String(cause);
  return kamiError(
    'KAMI_NETWORK_FAILED',
    `The trusted root was not refreshed from ${address}: ${reason}. The one in use stays.`,
    {
      cause,
      hint: 'Look at [network] with: kami config. A trusted root can also be taken from a file: kami trust import FILE',
    },
  );
}

/** Node's or a library's code of an error, or nothing. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
