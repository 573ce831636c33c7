import type { Problem } from '#contract/reply.ts';
import type { Clock } from '#main/ports/time.ts';
import type { Outcome } from '../telemetry/batch.ts';
import { sizeOf, type Verdict } from '../telemetry/consignment.ts';
import { wallInstant } from '../telemetry/read-lines.ts';
import { parcelsOf } from './consign.ts';
import type { Desk, KnownKey, Parcel, Zone } from './link.ts';
import { type Delivery, readBody } from './read-body.ts';
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';

/** Seconds after which a sender may come again: when a lane is full, and when the store takes nothing. */
const LANE_EMPTIES_IN = 2;
const STORE_RECOVERS_IN = 30;
const MOST_PROBLEMS = 100;

/** Events, and lines that were none. Added up they are what was sent. */
export type ReceivedCounts = Record<Outcome | 'refused', number>;

/** What is answered to a sender. */
export type Received = {
  /** 200: all of it is on disk. 429 and 503: what was refused is to be sent again; sending all again does no harm. */
  readonly status: 200 | 400 | 429 | 503;
  readonly retry_after_s: number | null;
  readonly counts: ReceivedCounts;
  readonly problems: readonly Problem[];
};

export type ReceiverParts = {
  readonly desk: Pick<Desk, 'offer'>;
  readonly clock: Clock;
  readonly zones: () => ReadonlyMap<string, Zone>;
};
/** Reads what a sender delivered and hands it to the engine. Resolves when the engine has it on disk. */
export type Receiver = (delivery: Delivery, key: KnownKey) => Promise<Received>;

export function createReceiver({ desk, clock, zones }: ReceiverParts): Receiver {
  const buckets = new Map<string, TokenBucket>();
  const bucketOf = (name: string) => {
    const bucket = buckets.get(name) ?? createTokenBucket(clock);
    buckets.set(name, bucket);
    return bucket;
  };
  return async ({ format, text, owntracks }, { name, tenant }) => {
    const place = `key ${name}`;
    const instantOf = (wall: number, site: string) => {
      const zone = zones().get(site);
      return zone?.tenant === tenant ? wallInstant(wall, zone.timezone) : null;
    };
    const context = { at: clock.now(), instantOf, owntracks };
    const body = readBody(text, { file: place, format, context });
    if (!body.ok) return unreadable(body.found, body.expected);
    const parcels = parcelsOf(body.read, { source: name, tenant }, place, 'http');
    const bucket = bucketOf(name);
    const answers = await Promise.all(parcels.map((parcel) => deliver(parcel, bucket, desk)));
    const problems = body.read.problems.slice(0, MOST_PROBLEMS).map((each) => ({ ...each, file: null }));
    return { ...sum(answers, bucket), problems };
  };
}

type Answer = { readonly parcel: Parcel; readonly verdict: Verdict | 'TOO_FAST' };

/** A call for help, and whoever checks in, is never too fast. */
async function deliver(parcel: Parcel, bucket: TokenBucket, desk: Pick<Desk, 'offer'>): Promise<Answer> {
  const mayPass = bucket.take(sizeOf(parcel)) || parcel.lane === 'duress' || parcel.urgent;
  return { parcel, verdict: mayPass ? await desk.offer(parcel) : 'TOO_FAST' };
}

function sum(answers: readonly Answer[], bucket: TokenBucket): Omit<Received, 'problems'> {
  const counts: ReceivedCounts = { accepted: 0, duplicate: 0, quarantined: 0, refused: 0 };
  let retry = 0;
  let isStore = false;
  for (const { parcel, verdict } of answers) {
    if (verdict !== 'TOO_FAST' && verdict.taken) {
      for (const outcome of verdict.outcomes) counts[outcome] += 1;
      counts.quarantined += parcel.unreadable.length;
      continue;
    }
    counts.refused += sizeOf(parcel);
    if (verdict === 'TOO_FAST') retry = Math.max(retry, bucket.retryAfter());
    else if (verdict.why === 'FULL') retry = Math.max(retry, LANE_EMPTIES_IN);
    else {
      isStore = true;
      retry = Math.max(retry, STORE_RECOVERS_IN);
    }
  }
  if (retry === 0) return { status: 200, retry_after_s: null, counts };
  return { status: isStore ? 503 : 429, retry_after_s: retry, counts };
}

const unreadable = (found: string, expected: string): Received => ({
  status: 400,
  retry_after_s: null,
  counts: { accepted: 0, duplicate: 0, quarantined: 0, refused: 0 },
  problems: [{ file: null, place: 'body', line: null, field: null, found, expected }],
});
