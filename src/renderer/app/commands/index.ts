import type { Stores } from '../stores.ts';
import type { Command } from './command.ts';
import { feedCommands } from './feed.ts';
import { findingCommands } from './findings.ts';
import { fleetCommands } from './fleet.ts';
import { mapCommands } from './map.ts';
import { screenCommands } from './screens.ts';

export type { Command, CommandGroup } from './command.ts';
export { isKeyOf, keyLabel } from './command.ts';
export { siteCommands } from './sites.ts';

/** Everything that this person can do by key or from the palette. */
export const createCommands = (stores: Stores): readonly Command[] =>
  [
    ...findingCommands(stores),
    ...mapCommands(stores),
    ...feedCommands(stores),
    ...fleetCommands(stores),
    ...screenCommands(stores),
  ].filter(({ method }) => method === undefined || stores.session.getState().may(method));
