import { readWebAddress } from './web-address.ts';

const LONGEST_NAME = 253;
const NAME = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
const OF_AN_ADDRESS = /[/?#@\\%[\]\s]/;

/**
 * The one spelling of a host: lower case, punycode, IPv4 in four decimal numbers however it was written, IPv6 at its shortest and without
 * brackets, no dot at the end. Null for what is no host alone.
 */
export function canonicalHost(host: string): string | null {
  const isBracketed = host.startsWith('[') && host.endsWith(']');
  const bare = isBracketed ? host.slice(1, -1) : host;
  if (OF_AN_ADDRESS.test(bare)) return null;
  const read = readWebAddress(`https://${isBracketed || bare.includes(':') ? `[${bare}]` : bare}/`);
  return read === null ? null : hostOf(read.hostname);
}

/** The same of what the URL parser made of it. */
export function hostOf(hostname: string): string | null {
  if (hostname.startsWith('[')) return hostname.slice(1, -1);
  const name = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
  return name.length <= LONGEST_NAME && NAME.test(name) ? name : null;
}
