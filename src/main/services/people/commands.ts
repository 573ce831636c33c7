import type { CommandHandlers } from '../handlers.ts';
import { createAccountCommands } from './accounts.ts';
import type { PeopleParts } from './desk.ts';
import { createProve } from './prove.ts';
import { createSessionCommands } from './sessions.ts';
import { TryCounter } from './tries.ts';

/** Accounts, and who is signed in: every command about them. */
export function createPeopleCommands(
  parts: PeopleParts,
): Pick<CommandHandlers, Extract<keyof CommandHandlers, `accounts.${string}` | `session.${string}`>> {
  const tries = new TryCounter();
  return {
    ...createAccountCommands(parts, (name) => tries.forget(name)),
    ...createSessionCommands(parts, createProve(parts, tries)),
  };
}
