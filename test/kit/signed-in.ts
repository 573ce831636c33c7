import type { Role } from '#core/model/account.ts';
import type { Seat } from '#main/services/people/seats.ts';
import type { Shell } from '#main/services/shell.ts';
import { windowOf } from './desk.ts';

export const SECRET = 'a good long secret';

const succeed = async (seat: Seat, method: string, input: unknown): Promise<void> => {
  const reply = await seat.call(method, input);
  if (!reply.ok) throw new Error(`${method}: ${reply.fault.message}`);
};

/** Turns accounts on, with `Root` as the administrator; the window at which that was done. */
export async function turnAccountsOn(shell: Pick<Shell, 'seat'>): Promise<Seat> {
  const window = windowOf(shell, 'administrator');
  await succeed(window, 'accounts.turn_on', { name: 'Root', secret: SECRET });
  return window;
}

/** Makes an account and signs it in at a window of its own. */
export async function signedIn(
  shell: Pick<Shell, 'seat'>,
  administrator: Seat,
  account: { readonly name: string; readonly role: Role; readonly scope?: unknown },
): Promise<Seat> {
  await succeed(administrator, 'accounts.add', { ...account, secret: SECRET });
  const window = windowOf(shell, account.name);
  await succeed(window, 'session.sign_in', { name: account.name, secret: SECRET });
  return window;
}
