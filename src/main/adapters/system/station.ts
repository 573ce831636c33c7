import { hostname, networkInterfaces } from 'node:os';

const LONGEST = 64;

/** What this workstation is called on the network: the name of the machine. */
export const stationName = (): string => hostname().trim().slice(0, LONGEST) || 'workstation';

/** Addresses at which other machines may reach this one. */
export const ownAddresses = (): string[] =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
    .map(({ address }) => address);
