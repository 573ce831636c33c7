import { systemClock } from '#main/adapters/system/clock.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import { openGates } from './open-gates.ts';
import { serveThread } from './serve.ts';

/* The thread of the gates, under the clock of the machine. */
await serveThread((outlet) => openGates(outlet, { clock: systemClock, timers: systemTimers }));
