/** What the codes of Node's network errors say, for people. `other`: what the other side is called. */
export function networkFailures(other: string): Readonly<Record<string, string>> {
  const unknown = `Nobody whom this machine trusts vouches for the ${other}'s certificate.`;
  const noTls = `The ${other} does not speak TLS at this port.`;
  return {
    ECONNREFUSED: 'Nobody answers at this address and port.',
    ECONNRESET: 'The connection was cut.',
    EPIPE: 'The connection was cut.',
    ENOTFOUND: 'There is no machine of this name.',
    EAI_AGAIN: 'The name of the machine cannot be looked up now.',
    ETIMEDOUT: 'The machine does not answer.',
    EHOSTUNREACH: 'The machine cannot be reached.',
    ENETUNREACH: 'The network cannot be reached.',
    CERT_HAS_EXPIRED: `The ${other}'s certificate has expired.`,
    DEPTH_ZERO_SELF_SIGNED_CERT: unknown,
    SELF_SIGNED_CERT_IN_CHAIN: unknown,
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknown,
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknown,
    ERR_TLS_CERT_ALTNAME_INVALID: `The ${other}'s certificate is for another name than this address.`,
    EPROTO: noTls,
    ERR_SSL_WRONG_VERSION_NUMBER: noTls,
  };
}
