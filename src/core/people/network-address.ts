/** Where something listens. */
export type NetworkAddress = { readonly host: string; readonly port: number };

/** IPv6 in brackets, else a name or IPv4 without a colon; then maybe the port. */
const WRITTEN =
  /^(?:\[([0-9A-Fa-f:.]{2,45})\]|([A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?))(?::([0-9]{1,5}))?$/;
const HIGHEST_PORT = 65_535;

/** Reads `HOST`, `HOST:PORT` or `[IPv6]:PORT`; null for anything else. */
export function readAddress(text: string, usualPort: number): NetworkAddress | null {
  const [, six, name, written] = WRITTEN.exec(text.trim()) ?? [];
  const host = six ?? name;
  const port = written === undefined ? usualPort : Number(written);
  return host === undefined || port < 1 || port > HIGHEST_PORT ? null : { host, port };
}

/** As `readAddress` reads it. */
export const writeAddress = ({ host, port }: NetworkAddress): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
