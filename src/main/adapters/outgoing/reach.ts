import type { Socket } from 'node:net';
import type { Connected } from '#core/actions/address.ts';
import type { SendResult } from '#main/ports/outgoing.ts';
import { orAborted } from './deadline.ts';
import { connectPinned } from './pinned.ts';
import { type Resolve, resolveAllowed } from './resolve.ts';
import { whyFailed } from './why-failed.ts';

export type Reached =
  | { readonly kind: 'CONNECTED'; readonly socket: Socket }
  | Extract<SendResult, { readonly kind: 'REFUSED' | 'UNREACHED' }>;

type Way = {
  readonly resolve: Resolve;
  /** TLS from the first byte, by these authorities; null: whom Node trusts. */
  readonly tls: { readonly ca: readonly string[] | null } | null;
  readonly signal: AbortSignal;
};

/** Connects to a host that is allowed, if all that its name leads to is. Nothing of what is to be sent has left by then. Never rejects. */
export async function reach(destination: Connected, { resolve, tls, signal }: Way): Promise<Reached> {
  const { host, port } = destination;
  try {
    const found = await orAborted(signal, resolveAllowed(destination, resolve));
    if (found.kind !== 'ALLOWED') return found;
    const socket = await connectPinned({ host, port, addresses: found.addresses, tls, signal });
    return { kind: 'CONNECTED', socket };
  } catch (error) {
    return { kind: 'UNREACHED', reason: whyFailed(error) };
  }
}
