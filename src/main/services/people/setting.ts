import { IDLE_MINUTES } from '#core/people/sign-in.ts';

/** Named values of the engine that say whether people sign in, and how long a screen stays open without them. */
export const PEOPLE = { on: 'people.on', idle: 'people.idle_minutes' } as const;

type ReadState = (name: string) => string | null;

/** False until an administrator turns accounts on. */
export const areAccountsOn = (state: ReadState): boolean => state(PEOPLE.on) === '1';
export const idleMinutes = (state: ReadState): number => Number(state(PEOPLE.idle) ?? IDLE_MINUTES.usual);
