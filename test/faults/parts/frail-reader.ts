import { followOrder } from './orders.ts';

/** The real reader thread, with orders to crash or hang once it serves. */
await import('#main/workers/reader.ts');
followOrder('reader');
