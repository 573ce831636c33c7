import { lookup as lookUp } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Where nobody keeps a server: this network as such, addresses of one cable (the metadata of clouds among them), and those of many. */
const NEVER = new BlockList();
NEVER.addSubnet('0.0.0.0', 8);
NEVER.addSubnet('169.254.0.0', 16);
NEVER.addSubnet('224.0.0.0', 3);
NEVER.addAddress('::', 'ipv6');
NEVER.addSubnet('fe80::', 10, 'ipv6');
NEVER.addSubnet('ff00::', 8, 'ipv6');

/** This machine and the own network: here a password may cross without TLS. */
const OWN = new BlockList();
OWN.addSubnet('127.0.0.0', 8);
OWN.addSubnet('10.0.0.0', 8);
OWN.addSubnet('172.16.0.0', 12);
OWN.addSubnet('192.168.0.0', 16);
OWN.addAddress('::1', 'ipv6');
OWN.addSubnet('fc00::', 7, 'ipv6');

/** The address may not be asked; the message says why, for people. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/** Throws AddressRefused for an address that may not be asked. `host` may be a name: that is looked at when it is looked up. */
export function checkHost(host: string, isTls: boolean): void {
  const bare = host.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0) checkAddress(bare, isTls);
}

/** Looks a name up, and refuses before anything is sent what may not be asked: so no later answer of the name server leads elsewhere. */
export const guardedLookup =
  (isTls: boolean): LookupFunction =>
  (name, options, done) =>
    lookUp(name, { ...options, all: true }, (error, found) => {
      if (error !== null) return done(error, []);
      try {
        for (const { address } of found) checkAddress(address, isTls);
      } catch (refused) {
        return done(refused instanceof Error ? refused : new Error(String(refused)), []);
      }
      const [first] = found;
      if (options.all === true || first === undefined) done(null, found);
      else done(null, first.address, first.family);
    });

function checkAddress(address: string, isTls: boolean): void {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (NEVER.check(address, family))
    throw new AddressRefused(`${address} is no address of a server: nothing was sent.`);
  if (!isTls && !OWN.check(address, family))
    throw new AddressRefused(`${address} lies outside the own network: it takes https, nothing was sent.`);
}
