import { addressProblem } from '#core/actions/address.ts';
import { readMailServer } from '#core/actions/mail-server.ts';
import type { StoredAction } from '#main/ports/store.ts';
import { wantsSecret } from './outgoing.ts';
import { readRails } from './rails.ts';

/** Why an action could not be sent as things are, in words; null: it could. `state` reads the store's named values. */
export function hindranceOf(action: StoredAction, state: (name: string) => string | null): string | null {
  const { allowed, stopped } = readRails(state);
  const { means } = action;
  if (!action.on) return `${action.title} is off.`;
  if (stopped !== null) return `Everything is stopped: ${stopped.reason}`;
  if (wantsSecret(action) && action.sealed === null) return `${action.title} has no secret, and needs one.`;
  if (means.kind === 'WEBHOOK') return addressProblem(means.url, allowed);
  const server = readMailServer(means.server, allowed);
  return server.kind === 'REFUSED' ? server.reason : null;
}
