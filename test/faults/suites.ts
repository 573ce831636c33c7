import { archive } from './archive.ts';
import { clock } from './clock.ts';
import { connectors } from './connectors.ts';
import { corrupt } from './corrupt.ts';
import { disk } from './disk.ts';
import { escalation } from './escalation.ts';
import { flood } from './flood.ts';
import { instances } from './instances.ts';
import { kill } from './kill.ts';
import { outbox } from './outbox.ts';
import type { Suite } from './parts/suite.ts';
import { power } from './power.ts';
import { soak } from './soak.ts';
import { syscalls } from './syscalls.ts';
import { tampering } from './tampering.ts';
import { workers } from './workers.ts';
import { years } from './years.ts';

/** Every suite of `npm run faults`, in the order in which it runs them. */
export const SUITES: readonly Suite[] = [
  kill,
  connectors,
  outbox,
  archive,
  escalation,
  power,
  syscalls,
  disk,
  corrupt,
  tampering,
  instances,
  workers,
  clock,
  years,
  flood,
  soak,
];
