import { systemTimers } from '#main/adapters/system/timers.ts';

/** What a flood is made of. */
export type FloodOptions = {
  /** `http://127.0.0.1:PORT` of the listener. */
  readonly address: string;
  readonly key: string;
  /** Events in all, and in each request. */
  readonly events: number;
  readonly batch: number;
  /** Requests under way at once. */
  readonly connections: number;
  /** The event at this position; each is another one. */
  readonly event: (index: number) => object;
  /** Sends again what was refused, when it may, until all of it is taken. */
  readonly insists: boolean;
};

/** What became of it. Every event is in exactly one of accepted, duplicates, quarantined, refused and unanswered. */
export type FloodResult = {
  sent: number;
  accepted: number;
  duplicates: number;
  quarantined: number;
  /** Told to come again; 0 for a sender that insists. */
  refused: number;
  /** In requests that got no answer. */
  unanswered: number;
  /** Requests by status. */
  readonly statuses: Record<string, number>;
  /** How long each request took, ms. */
  readonly took: number[];
};

type Counts = Partial<Record<'accepted' | 'duplicates' | 'quarantined' | 'refused', number>>;

/** Sends as fast as it is answered, and counts every answer. */
export async function flood(options: FloodOptions): Promise<FloodResult> {
  const result: FloodResult = {
    sent: 0,
    accepted: 0,
    duplicates: 0,
    quarantined: 0,
    refused: 0,
    unanswered: 0,
    statuses: {},
    took: [],
  };
  let next = 0;
  const connection = async () => {
    while (next < options.events) {
      const from = next;
      next = Math.min(options.events, from + options.batch);
      result.sent += next - from;
      await sendBatch(options, from, next, result);
    }
  };
  await Promise.all(Array.from({ length: options.connections }, connection));
  return result;
}

async function sendBatch(
  options: FloodOptions,
  from: number,
  to: number,
  result: FloodResult,
): Promise<void> {
  const lines = Array.from({ length: to - from }, (_, index) => JSON.stringify(options.event(from + index)));
  const body = lines.join('\n');
  for (;;) {
    const response = await post(options, body, result);
    if (response === null) {
      result.unanswered += to - from;
      return;
    }
    const counts: Counts = response.ok || isToBeSentAgain(response) ? await response.json() : {};
    const isTaken = response.ok || !options.insists || !isToBeSentAgain(response);
    if (isTaken) {
      const answered = (counts.accepted ?? 0) + (counts.duplicates ?? 0) + (counts.quarantined ?? 0);
      result.accepted += counts.accepted ?? 0;
      result.duplicates += counts.duplicates ?? 0;
      result.quarantined += counts.quarantined ?? 0;
      result.refused += to - from - answered;
      return;
    }
    // Part of it may have been taken: that part comes back as duplicates, and is counted as accepted here.
    result.accepted += counts.accepted ?? 0;
    result.duplicates -= counts.accepted ?? 0;
    await pause(Number(response.headers.get('retry-after') ?? 1) * 1_000);
  }
}

const isToBeSentAgain = ({ status }: Response): boolean => status === 429 || status === 503;

async function post(
  { address, key }: FloodOptions,
  body: string,
  { statuses, took }: FloodResult,
): Promise<Response | null> {
  const began = performance.now();
  const response = await fetch(`${address}/ingest/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
    body,
  }).catch(() => null);
  took.push(performance.now() - began);
  const status = response === null ? 'none' : String(response.status);
  statuses[status] = (statuses[status] ?? 0) + 1;
  return response;
}

const pause = (ms: number): Promise<void> => new Promise((done) => systemTimers.after(ms, done));
