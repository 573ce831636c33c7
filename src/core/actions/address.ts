import type { AllowedHost } from './allow-list.ts';
import { canonicalHost, hostOf } from './canonical-host.ts';
import { type IpKind, ipKind, reachOf } from './ip-kind.ts';
import { readWebAddress } from './web-address.ts';

/** Where a request goes that may go there. `host` as `canonicalHost` writes it. */
export type Destination = {
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
  /** The list says that it may stand in a private network. */
  readonly inside: boolean;
  /** With the query; without the fragment, which is never sent. */
  readonly path: string;
};
export type Addressed<D = Destination> =
  | { readonly kind: 'ALLOWED'; readonly destination: D }
  | { readonly kind: 'REFUSED'; readonly reason: string };

const LONGEST_URL = 2_048;
const USUAL_PORTS: Readonly<Record<string, number>> = { 'https:': 443, 'http:': 80 };

const refused = (reason: string) => ({ kind: 'REFUSED', reason }) as const;

/** Reads an address and holds it against the list. What its name leads to is looked at when it is looked up (`ipProblem`). */
export function readDestination(url: string, allowed: readonly AllowedHost[]): Addressed {
  if (url.length > LONGEST_URL) return refused(`The address is longer than ${LONGEST_URL} characters.`);
  // The parser drops or turns these in silence, and people would read another address than the one that is asked.
  if ([...url].some((sign) => sign <= ' ' || sign === '\u007f' || sign === '\\'))
    return refused('The address holds a space, a control character or a backslash: write it without.');
  const read = readWebAddress(url);
  const usual = read === null ? undefined : USUAL_PORTS[read.protocol];
  if (read === null || usual === undefined)
    return refused('This is no address of the web: it is written https://HOST/PATH.');
  if (read.username !== '' || read.password !== '')
    return refused('A name or a password does not belong into the address: use a header with a secret.');
  const at = {
    host: hostOf(read.hostname),
    port: read.port === '' ? usual : Number(read.port),
    isTls: read.protocol === 'https:',
  };
  const listed = readListed(at, usual, allowed);
  if (listed.kind === 'REFUSED') return listed;
  const path = `${read.pathname}${read.search}`;
  return { kind: 'ALLOWED', destination: { ...listed.destination, path } };
}

/** Where a connection goes; `host` as `canonicalHost` writes it, null where it is none. */
export type Connected = Omit<Destination, 'path'>;

/** Holds a host against the list. `usual`: the port that an entry without one means. */
export function readListed(
  { host, port, isTls }: Pick<Destination, 'port' | 'isTls'> & { readonly host: string | null },
  usual: number,
  allowed: readonly AllowedHost[],
): Addressed<Connected> {
  if (host === null) return refused('The address names no host.');
  const entry = entryOf({ host, port, usual }, allowed);
  if (entry === null) return refused(`${host}, port ${port}, is not in the list of hosts that may be asked.`);
  const { inside } = entry;
  if (!isTls && !inside)
    return refused(`${host} takes TLS, as https has it: only what the list says stands inside does without.`);
  const reason = ipKind(host) === null ? null : ipProblem(host, { inside, isTls });
  return reason === null ? { kind: 'ALLOWED', destination: { host, port, isTls, inside } } : refused(reason);
}

/** What is wrong with an address, for people; null where a request may go there. */
export function addressProblem(url: string, allowed: readonly AllowedHost[]): string | null {
  const read = readDestination(url, allowed);
  return read.kind === 'REFUSED' ? read.reason : null;
}

/** The entry of the list for a host; where two name it, the one that lets it stand inside. */
function entryOf(
  { host, port, usual }: { readonly host: string; readonly port: number; readonly usual: number },
  allowed: readonly AllowedHost[],
): AllowedHost | null {
  const entries = allowed.filter(
    (entry) => (entry.port ?? usual) === port && canonicalHost(entry.host) === host,
  );
  return entries.find(({ inside }) => inside) ?? entries[0] ?? null;
}

const KIND_WORDS: Readonly<Record<IpKind, string>> = {
  PUBLIC: 'in the internet',
  LOOPBACK: 'this machine itself',
  PRIVATE: 'in a private network',
  UNIQUE_LOCAL: 'in a private network',
  CARRIER: "in a provider's own network",
  BENCHMARKING: 'in a network for measurements',
  LINK_LOCAL: 'an address of one cable',
  METADATA: 'where a cloud keeps the keys of its machines',
  UNSPECIFIED: 'no address of a machine',
  MULTICAST: 'an address of many machines',
  DOCUMENTATION: 'an address for examples',
  RESERVED: 'an address that nobody has',
};

/** Why an IP address that a host leads to may not be asked, for people; null where it may. Without TLS nothing goes out to the internet. */
export function ipProblem(
  ip: string,
  { inside, isTls }: Pick<Destination, 'inside' | 'isTls'>,
): string | null {
  const kind = ipKind(ip);
  if (kind === null) return `“${ip}” is no IP address.`;
  const reach = reachOf(kind);
  if (reach === 'NEVER') return `${ip} is ${KIND_WORDS[kind]}: nothing is ever sent there.`;
  if (reach === 'INSIDE' && !inside)
    return `${ip} is ${KIND_WORDS[kind]}, and the list does not say that this host stands inside.`;
  if (reach === 'ALWAYS' && !isTls) return `${ip} is in the internet: nothing is sent there without TLS.`;
  return null;
}
