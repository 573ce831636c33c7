import { OF_WORKSTATION } from '#contract/lan.ts';
import type { Fault } from '#contract/reply.ts';
import type { Sitting } from './standing.ts';

/** All that is answered to a workstation of the network where nobody has signed in. */
const OPEN_TO_STRANGERS: readonly string[] = ['session.state', 'session.sign_in'];
const OWN: readonly string[] = OF_WORKSTATION;

/** Why a call of another workstation goes no further, whoever sits there; null when it does. `found`: who sits there, or why that is not known. */
export function whyNotFromAfar(method: string, found: Sitting | Fault): Fault | null {
  if ('message' in found) return found;
  if (OWN.includes(method)) return { code: 'forbidden', message: 'Each workstation does this for itself.' };
  const isStranger = found.state === 'SIGNED_OUT' && !OPEN_TO_STRANGERS.includes(method);
  return isStranger ? { code: 'sign-in', message: 'Sign in first.' } : null;
}
