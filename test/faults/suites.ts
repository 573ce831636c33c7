import { kill } from './kill.ts';
import type { Suite } from './parts/suite.ts';
import { power } from './power.ts';

/** Every suite of `npm run faults`, in the order in which it runs them. */
export const SUITES: readonly Suite[] = [kill, power];
