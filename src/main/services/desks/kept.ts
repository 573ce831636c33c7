import { z } from 'zod';
import { DeskHandover, DeskHolding, WatchDesk } from '#contract/desks.ts';
import { readAs } from '#core/kit/read-as.ts';

/** Named values of the engine: the desks, who holds them, and what is offered. Few, and each is written as a whole. */
export const KEPT_DESKS = { list: 'desks.list', held: 'desks.held', offers: 'desks.offers' } as const;

const SCHEMAS = {
  list: z.array(WatchDesk),
  held: z.array(DeskHolding),
  offers: z.array(DeskHandover),
} as const;
type Kept = { readonly [K in keyof typeof SCHEMAS]: z.output<(typeof SCHEMAS)[K]> };

/** What is kept under a name. What cannot be understood is as if there was none: then every alarm sounds everywhere. */
export function readKept<K extends keyof Kept>(state: (name: string) => string | null, what: K): Kept[K] {
  const text = state(KEPT_DESKS[what]);
  const parsed = text === null || text === '' ? null : readAs(SCHEMAS[what], parsedJson(text));
  return (parsed?.success ? parsed.data : []) as Kept[K]; // safe: the schema of this very name
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
