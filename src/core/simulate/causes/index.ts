import type { Cause } from '../trouble.ts';
import { callForHelp } from './call-for-help.ts';
import { loneWorkerMisses } from './lone-worker-missed.ts';
import { deviceFeedDies, locationFeedDies, phoneFeedDies } from './signal-lost.ts';
import { siteFallsSilent } from './silent-site.ts';
import { tourBrokenOff, tourLate, tourNotStarted } from './tour-missed.ts';

/** Everything that can go wrong in a simulation. */
export const CAUSES: readonly Cause[] = [
  siteFallsSilent,
  phoneFeedDies,
  locationFeedDies,
  deviceFeedDies,
  loneWorkerMisses,
  tourNotStarted,
  tourBrokenOff,
  tourLate,
  callForHelp,
];
