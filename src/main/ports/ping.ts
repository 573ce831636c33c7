import type { EpochMs } from '#core/model/time.ts';

/** Sends the body to the address by POST. Resolves when the other side took it (2xx), rejects with why not. Follows no redirect, reads no answer but the time of its clock, where it tells it (to a second). */
export type Ping = (url: string, body: string) => Promise<{ readonly their_time: EpochMs | null }>;
