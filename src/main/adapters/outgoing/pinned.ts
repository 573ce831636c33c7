import { connect, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { whenAborted } from './deadline.ts';
import type { IpAddress } from './resolve.ts';

export type Pinned = {
  readonly host: string;
  readonly port: number;
  /** Looked up before, and looked at: nothing is looked up again. */
  readonly addresses: readonly IpAddress[];
  /** TLS from the first byte. `ca`: PEM of who vouches for the other side; null: whom Node trusts. */
  readonly tls: { readonly ca: readonly string[] | null } | null;
  readonly signal: AbortSignal;
};

/** Connects to one of these addresses and, by TLS, to nobody but the host of that name. Rejects as Node does, and with the signal's reason; a connection that stands is its caller's. */
export const connectPinned = ({ host, port, addresses, tls, signal }: Pinned): Promise<Socket> =>
  new Promise((done, fail) => {
    const to = { host, port, lookup: answering(addresses), autoSelectFamily: true };
    const socket = tls === null ? connect(to) : connectTls({ ...to, ...tlsOptions(host, tls.ca) });
    const undo = whenAborted(signal, (reason) => {
      socket.destroy();
      fail(reason);
    });
    // Stays: an error that comes when nobody waits any more must not end the program.
    socket.on('error', fail);
    socket.once('close', () => {
      undo();
      fail(new Error('it was cut'));
    });
    socket.once(tls === null ? 'connect' : 'secureConnect', () => {
      undo();
      done(socket);
    });
  });

/** What TLS asks of the other side, whatever the environment says. */
export const tlsOptions = (host: string, ca: readonly string[] | null) => ({
  rejectUnauthorized: true,
  // A certificate for an IP address is looked up by that; the protocol has no place for its name.
  servername: isIP(host) === 0 ? host : '',
  ...(ca === null ? {} : { ca: [...ca] }),
});

const answering =
  (addresses: readonly IpAddress[]): LookupFunction =>
  (_name, options, done) => {
    const [first] = addresses;
    if (options.all === true || first === undefined) done(null, [...addresses]);
    else done(null, first.address, first.family);
  };
