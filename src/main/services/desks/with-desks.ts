import { StoreTrouble } from '#main/ports/store-trouble.ts';
import type { Caller, CommandHandlers } from '../handlers.ts';
import type { Desks } from './desks.ts';

type PeopleCommands = Pick<
  CommandHandlers,
  Extract<keyof CommandHandlers, `accounts.${string}` | `session.${string}`>
>;

type Handle = (input: never, caller: Caller) => unknown;
/** By these somebody is signed in at a place. */
const ARRIVING: ReadonlySet<string> = new Set(['session.sign_in', 'session.set_secret', 'accounts.turn_on']);

/** The same commands: whoever comes to a screen or leaves it comes to the desks or leaves them. */
export function withDesks(commands: PeopleCommands, desks: Desks): PeopleCommands {
  const entries = Object.entries(commands).map(([name, run]) => {
    const handle = run as Handle;
    const followed: Handle = async (input, caller) => {
      const answer = await handle(input, caller);
      const isArrival = ARRIVING.has(name) && caller.seat?.kind === 'page';
      followUp(desks, isArrival ? (answer as { readonly account: string }).account : null);
      return answer;
    };
    return [name, followed] as const;
  });
  // Safe: each command keeps its name, what it takes and what it answers.
  return Object.fromEntries(entries) as unknown as PeopleCommands;
}

/** A disk that takes nothing keeps nobody out: who is there is not written down then, and alarms sound everywhere. */
function followUp(desks: Desks, arrived: string | null): void {
  try {
    if (arrived === null) desks.look();
    else desks.arrived(arrived);
  } catch (error) {
    if (!(error instanceof StoreTrouble)) throw error;
  }
}
