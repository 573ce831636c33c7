import { promises as dns } from 'node:dns';
import { isIP } from 'node:net';
import { type Connected, ipProblem } from '#core/actions/address.ts';

export type IpAddress = { readonly address: string; readonly family: number };
/** Where a name leads, all of it. Rejects as Node's `dns` does. */
export type Resolve = (name: string) => Promise<readonly IpAddress[]>;

/** As every program of this machine looks names up. */
export const resolveBySystem: Resolve = (name) => dns.lookup(name, { all: true, verbatim: true });

export type Resolved =
  | { readonly kind: 'ALLOWED'; readonly addresses: readonly IpAddress[] }
  | { readonly kind: 'REFUSED'; readonly reason: string }
  | { readonly kind: 'UNREACHED'; readonly reason: string };

/** Looks a host up, once. All that it leads to must be allowed: a name that leads to the internet and inside as well is a trap. */
export async function resolveAllowed(
  { host, inside, isTls }: Connected,
  resolve: Resolve,
): Promise<Resolved> {
  const family = isIP(host);
  const addresses = family === 0 ? await resolve(host) : [{ address: host, family }];
  for (const { address } of addresses) {
    const reason = ipProblem(address, { inside, isTls });
    if (reason !== null) return { kind: 'REFUSED', reason };
  }
  return addresses.length === 0
    ? { kind: 'UNREACHED', reason: 'The name of the machine leads nowhere.' }
    : { kind: 'ALLOWED', addresses };
}
