import { clock } from './clock.ts';
import { kill } from './kill.ts';
import type { Suite } from './parts/suite.ts';
import { power } from './power.ts';
import { syscalls } from './syscalls.ts';
import { years } from './years.ts';

/** Every suite of `npm run faults`, in the order in which it runs them. */
export const SUITES: readonly Suite[] = [kill, power, syscalls, clock, years];
