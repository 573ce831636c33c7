import { AddressRefused } from './address.ts';

const FAILURES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nobody answers at this address and port.',
  ECONNRESET: 'The connection was cut before the answer was whole.',
  ENOTFOUND: 'There is no machine of this name.',
  EAI_AGAIN: 'The name of the machine cannot be looked up now.',
  ETIMEDOUT: 'The machine does not answer.',
  EHOSTUNREACH: 'The machine cannot be reached.',
  ENETUNREACH: 'The network cannot be reached.',
  CERT_HAS_EXPIRED: "The server's certificate has expired.",
  DEPTH_ZERO_SELF_SIGNED_CERT: "The server's certificate is its own: give it as the certificate authority.",
  SELF_SIGNED_CERT_IN_CHAIN: "Nobody whom this machine trusts vouches for the server's certificate.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "Nobody whom this machine trusts vouches for the server's certificate.",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "Nobody whom this machine trusts vouches for the server's certificate.",
  ERR_TLS_CERT_ALTNAME_INVALID: "The server's certificate is for another name than this address.",
  EPROTO: 'The server does not speak TLS at this port.',
  ERR_SSL_WRONG_VERSION_NUMBER: 'The server does not speak TLS at this port.',
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
