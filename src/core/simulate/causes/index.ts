import type { Cause } from '../trouble.ts';
import { panelAlarms } from './alarm-panel.ts';
import { callForHelp } from './call-for-help.ts';
import { batteryDrains, deviceDies } from './device-fails.ts';
import { guardLeaves } from './guard-leaves.ts';
import { guardComesLate, guardFallsAsleep } from './guard-missing.ts';
import { everythingLate, taskForgotten } from './late-work.ts';
import { loneWorkerMisses } from './lone-worker-missed.ts';
import { networkDown } from './network-down.ts';
import { roundFaked } from './round-faked.ts';
import { deviceFeedDies, locationFeedDies, phoneFeedDies } from './signal-lost.ts';
import { siteFallsSilent } from './silent-site.ts';
import { positionJumps, positionMadeUp } from './teleport.ts';
import { guardWalksOff } from './tour-abandoned.ts';
import { tourBrokenOff, tourLate, tourNotStarted } from './tour-missed.ts';
import { tourCutShort } from './tour-short.ts';

/** Everything that can go wrong in a simulation. */
export const CAUSES: readonly Cause[] = [
  siteFallsSilent,
  networkDown,
  phoneFeedDies,
  locationFeedDies,
  deviceFeedDies,
  loneWorkerMisses,
  tourNotStarted,
  tourBrokenOff,
  tourLate,
  tourCutShort,
  guardWalksOff,
  roundFaked,
  taskForgotten,
  everythingLate,
  guardComesLate,
  guardFallsAsleep,
  callForHelp,
  panelAlarms,
  guardLeaves,
  positionJumps,
  positionMadeUp,
  deviceDies,
  batteryDrains,
];
