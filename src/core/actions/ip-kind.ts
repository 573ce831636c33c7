import { type IpNumber, ipNumber } from './ip-number.ts';

/** What an IP address is for. CARRIER: between a provider and its customers; METADATA: what clouds tell their machines, keys among it. */
export type IpKind =
  | 'PUBLIC'
  | 'LOOPBACK'
  | 'PRIVATE'
  | 'UNIQUE_LOCAL'
  | 'CARRIER'
  | 'BENCHMARKING'
  | 'LINK_LOCAL'
  | 'METADATA'
  | 'UNSPECIFIED'
  | 'MULTICAST'
  | 'DOCUMENTATION'
  | 'RESERVED';

type Range = { readonly bits: 32 | 128; readonly start: bigint; readonly rest: bigint };

function range(written: string): Range {
  const [address = '', length = ''] = written.split('/');
  const read = ipNumber(address);
  if (read === null) throw new Error(`“${written}” is no range of addresses`);
  const rest = BigInt(read.bits) - BigInt(length);
  return { bits: read.bits, start: read.value >> rest, rest };
}
const isIn = ({ bits, value }: IpNumber, { bits: width, start, rest }: Range): boolean =>
  bits === width && value >> rest === start;

/** The first that holds an address says its kind. Sources: IANA's registries of special-purpose IPv4 and IPv6 addresses, and the clouds' own pages. */
const KINDS: readonly (readonly [Range, IpKind])[] = (
  [
    ['169.254.169.254/32', 'METADATA'],
    ['100.100.100.200/32', 'METADATA'],
    ['168.63.129.16/32', 'METADATA'],
    ['192.0.0.192/32', 'METADATA'],
    ['0.0.0.0/8', 'UNSPECIFIED'],
    ['10.0.0.0/8', 'PRIVATE'],
    ['100.64.0.0/10', 'CARRIER'],
    ['127.0.0.0/8', 'LOOPBACK'],
    ['169.254.0.0/16', 'LINK_LOCAL'],
    ['172.16.0.0/12', 'PRIVATE'],
    ['192.0.0.0/24', 'RESERVED'],
    ['192.0.2.0/24', 'DOCUMENTATION'],
    ['192.88.99.0/24', 'RESERVED'],
    ['192.168.0.0/16', 'PRIVATE'],
    ['198.18.0.0/15', 'BENCHMARKING'],
    ['198.51.100.0/24', 'DOCUMENTATION'],
    ['203.0.113.0/24', 'DOCUMENTATION'],
    ['224.0.0.0/4', 'MULTICAST'],
    ['240.0.0.0/4', 'RESERVED'],
    ['0.0.0.0/0', 'PUBLIC'],
    ['::/128', 'UNSPECIFIED'],
    ['::1/128', 'LOOPBACK'],
    ['fd00:ec2::/32', 'METADATA'],
    ['fd20:ce::254/128', 'METADATA'],
    ['fc00::/7', 'UNIQUE_LOCAL'],
    ['fe80::/10', 'LINK_LOCAL'],
    ['ff00::/8', 'MULTICAST'],
    ['2001:2::/48', 'BENCHMARKING'],
    ['2001::/23', 'RESERVED'],
    ['2001:db8::/32', 'DOCUMENTATION'],
    ['3fff::/20', 'DOCUMENTATION'],
    ['2000::/3', 'PUBLIC'],
    ['::/0', 'RESERVED'],
  ] as const
).map(([written, kind]) => [range(written), kind]);

/** IPv6 that leads to the IPv4 addresses inside it. `at`: how many bits stand behind each; `flipped`: its bits are turned over. */
const CARRYING: readonly {
  readonly range: Range;
  readonly at: readonly bigint[];
  readonly flipped: bigint[];
}[] = [
  { range: range('::ffff:0:0/96'), at: [0n], flipped: [] },
  { range: range('64:ff9b::/96'), at: [0n], flipped: [] }, // NAT64, RFC 6052
  { range: range('2002::/16'), at: [80n], flipped: [] }, // 6to4, RFC 3056
  { range: range('2001::/32'), at: [64n], flipped: [0n] }, // Teredo, RFC 4380: its server and its client
];
const ALL_FOUR = 0xffff_ffffn;
/** The middle of an ISATAP address (RFC 5214), whatever its network: IPv4 follows. */
const ISATAP = new Set([0x0000_5efen, 0x0200_5efen]);

/** The kind of an IP address, or of the worst of those that it leads to; null for what is no IP address. */
export function ipKind(text: string): IpKind | null {
  const read = ipNumber(text);
  if (read === null) return null;
  const carried = carriedIn(read);
  const own = carried === null ? [read] : [];
  return [...own, ...(carried ?? [])].map(kindOf).reduce(worse);
}

const kindOf = (address: IpNumber): IpKind => KINDS.find(([held]) => isIn(address, held))?.[1] ?? 'RESERVED';

function carriedIn(address: IpNumber): readonly IpNumber[] | null {
  if (address.bits === 32) return null;
  const four = (value: bigint): IpNumber => ({ bits: 32, value: value & ALL_FOUR });
  const way = CARRYING.find(({ range: held }) => isIn(address, held));
  if (way !== undefined)
    return [
      ...way.at.map((at) => four(address.value >> at)),
      ...way.flipped.map((at) => four(~(address.value >> at))),
    ];
  return ISATAP.has((address.value >> 32n) & ALL_FOUR) ? [address, four(address.value)] : null;
}

/** Kinds that a host may have which the list says stands inside. */
const INSIDE: ReadonlySet<IpKind> = new Set([
  'LOOPBACK',
  'PRIVATE',
  'UNIQUE_LOCAL',
  'CARRIER',
  'BENCHMARKING',
]);

/** How far a kind may be reached: everywhere, inside, never. */
export function reachOf(kind: IpKind): 'ALWAYS' | 'INSIDE' | 'NEVER' {
  if (kind === 'PUBLIC') return 'ALWAYS';
  return INSIDE.has(kind) ? 'INSIDE' : 'NEVER';
}
const ORDER = { ALWAYS: 0, INSIDE: 1, NEVER: 2 } as const;
const worse = (a: IpKind, b: IpKind): IpKind => (ORDER[reachOf(b)] > ORDER[reachOf(a)] ? b : a);
