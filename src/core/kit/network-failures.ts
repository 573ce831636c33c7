const FAILURES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nobody answers at this address and port.',
  ECONNRESET: 'The connection was cut.',
  EPIPE: 'The connection was cut.',
  ENOTFOUND: 'There is no machine of this name.',
  EAI_AGAIN: 'The name of the machine cannot be looked up now.',
  ETIMEDOUT: 'The machine does not answer.',
  EHOSTUNREACH: 'The machine cannot be reached.',
  ENETUNREACH: 'The network cannot be reached.',
  CERT_HAS_EXPIRED: 'The certificate shown there has expired.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'Nobody whom this machine trusts vouches for the certificate shown there.',
  SELF_SIGNED_CERT_IN_CHAIN: 'Nobody whom this machine trusts vouches for the certificate shown there.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'Nobody whom this machine trusts vouches for the certificate shown there.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'Nobody whom this machine trusts vouches for the certificate shown there.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate shown there is for another name than this address.',
  EPROTO: 'The machine does not speak TLS at this port.',
  ERR_SSL_WRONG_VERSION_NUMBER: 'The machine does not speak TLS at this port.',
};

/** What a code of Node's network says, for people; undefined for one that is not known. */
export const networkFailure = (code: string): string | undefined =>
  Object.hasOwn(FAILURES, code) ? FAILURES[code] : undefined;
