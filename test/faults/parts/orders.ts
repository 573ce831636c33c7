import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { workerData } from 'node:worker_threads';
import { pause } from './pause.ts';

/** What a thread does of its own some time after its start. */
export type Order = { readonly does: 'crash' | 'hang'; readonly afterMs: number };

const fileOf = (folder: string, thread: string) => join(folder, `${thread}.orders`);

/** Leaves orders for the next starts of a thread, one for each; the starts after them are sound. */
export const leaveOrders = (folder: string, thread: string, orders: readonly Order[]): void =>
  writeFileSync(fileOf(folder, thread), JSON.stringify(orders));

/** Inside a thread: takes its order, if one is left, and carries it out when it is time. */
export function followOrder(thread: string): void {
  const { database } = workerData as { readonly database: string }; // safe: crew.ts starts the threads
  const file = fileOf(dirname(database), thread);
  if (!existsSync(file)) return;
  const [order, ...rest] = JSON.parse(readFileSync(file, 'utf8')) as readonly Order[];
  writeFileSync(file, JSON.stringify(rest));
  if (order === undefined) return;
  void pause(order.afterMs).then(() => {
    if (order.does === 'crash') process.exit(9);
    for (;;); // what only the one who waits for its heartbeat can notice
  });
}
