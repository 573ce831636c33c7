import { followOrder } from './orders.ts';

/** The real engine thread, with orders to crash or hang once it serves. */
await import('#main/workers/engine.ts');
followOrder('engine');
