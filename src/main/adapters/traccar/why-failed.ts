import { networkFailures } from '#core/kit/network-failures.ts';
import { AddressRefused } from './address.ts';

const FAILURES: Readonly<Record<string, string>> = {
  ...networkFailures('server'),
  ECONNRESET: 'The connection was cut before the answer was whole.',
  DEPTH_ZERO_SELF_SIGNED_CERT: "The server's certificate is its own: give it as the certificate authority.",
  ERR_OSSL_PEM_NO_START_LINE: 'The certificate authority is no PEM text.',
};

/** Why a question was not answered, for people. */
export function whyFailed(error: unknown): string {
  if (!(error instanceof Error)) return 'The connection failed.';
  if (error instanceof AddressRefused) return error.message;
  // A signal that ran out: its error wraps the reason.
  if (error.name === 'TimeoutError' || error.name === 'AbortError')
    return 'The server did not answer in 30 s.';
  const known = 'code' in error ? FAILURES[String(error.code)] : undefined;
  if (known !== undefined) return known;
  return error.message === 'aborted'
    ? 'The connection was cut before the answer was whole.'
    : `The connection failed: ${error.message}`;
}
