import type { EpochMs } from '#core/model/time.ts';

/** One event as it is stored; codes are already keys of the registry. */
export type EventRow = {
  /** 53-bit hash of site and the source's id, or of the canonical content. With site, stream and ts the identity. */
  readonly key: number;
  readonly site_id: number;
  readonly stream: number;
  readonly ts: EpochMs;
  /** received_at − ts in whole seconds, rounded up; null when the record did not say. */
  readonly delay_s: number | null;
  readonly person_id: number | null;
  readonly lat: number | null;
  readonly lon: number | null;
  /** Accuracy in whole metres. */
  readonly acc: number | null;
  /** The type's main word (registry.term), or a metric's value. */
  readonly ref: number | null;
  readonly origin: number | null;
  /** JSON of everything else; null when there is nothing else. */
  readonly detail: string | null;
  /** For tours, scans, tasks, attendance, check-ins and alerts with a fingerprint: the row by which rules find them again. */
  readonly activity: Activity | null;
};
/** What people did and other systems reported, small and kept by site: tours, scans, tasks, attendance, check-ins, alerts, as a set (order does not matter). */
export type Activity = {
  /** Tour code, task id, person code, or an alert's fingerprint. */
  readonly subject: string;
  readonly status: string;
  readonly person: string | null;
  readonly run: string | null;
  readonly checkpoint: string | null;
  readonly due: EpochMs | null;
  readonly title: string | null;
};
export type ActivityRow = Activity & {
  readonly site_id: number;
  readonly stream: number;
  readonly ts: EpochMs;
  readonly key: number;
};
/** A stored event with its words back, for evidence and replay. */
export type StoredEvent = Omit<EventRow, 'activity'> & { readonly activity: Activity | null };

/** One event of a signal with its codes, as rules about people and devices look at it. */
export type SignalRow = {
  readonly site_id: number;
  readonly stream: number;
  readonly ts: EpochMs;
  readonly person: string | null;
  readonly device: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  /** Metres. */
  readonly acc: number | null;
  /** The type's main word: a device's status, a phone event's kind. */
  readonly word: string | null;
  /** Percent. */
  readonly battery: number | null;
  /** 1 when the phone said that the position was made up. */
  readonly mock: number | null;
};

/** A walk of a site, or a span of it. */
export type WalkSpan = { readonly site_id: number; readonly start: EpochMs; readonly end: EpochMs };
/** What phones said of walks beside their scans. */
export type WalkSigns = {
  /** Where a phone said it was when it scanned. */
  readonly places: readonly {
    readonly site_id: number;
    readonly ts: EpochMs;
    readonly key: number;
    readonly lat: number;
    readonly lon: number;
  }[];
  /** Positions during walks that the phone itself called made up. */
  readonly made_up: readonly { readonly site_id: number; readonly ts: EpochMs }[];
};

export type EventRepo = {
  /** Reads what of the hot rows is kept in memory: the first that asks for any would wait for it. */
  readonly warmUp: () => void;
  /** Stores what is new (looked up in the hot table and, for rows older than the last merge, in the runs). True per row that was really inserted. */
  readonly insert: (rows: readonly EventRow[]) => readonly boolean[];
  /** Whether an event of this identity is stored. */
  readonly has: (row: Pick<EventRow, 'site_id' | 'stream' | 'ts' | 'key'>) => boolean;
  /** Moves hot rows with ts < `before` into the 5-minute runs and adds them to the counters. Owns its transaction. Returns rows moved. */
  readonly merge: (before: EpochMs) => number;
  /**
   * The same for those hot rows that had arrived at `position`, in pieces of about `most` rows, site after site: each is a
   * transaction of its own and leaves everything agreeing. A merge that is left in the middle is ended by the next one. Yields the
   * rows that a piece moved.
   */
  readonly mergeInPieces: (before: EpochMs, position: number, most: number) => Generator<number>;
  /** How far the hot rows go: every row that is stored later lies behind it. A merge keeps the positions of saved memory right. */
  readonly position: () => number;
  /** The hot rows that arrived behind a position, each with its own, in order of arrival. */
  readonly since: (position: number) => Iterable<StoredEvent & { readonly position: number }>;
  /** Every event with from < ts <= to of the given streams, merged or not, in no particular order. `times`: a custom metric's value (ref), else 1. */
  readonly scan: (
    from: EpochMs,
    to: EpochMs,
    streams: readonly number[],
    visit: (siteId: number, stream: number, ts: EpochMs, times: number) => void,
  ) => void;
  /** The same for some sites alone. One statement. */
  readonly scanOfSites: (
    siteIds: readonly number[],
    from: EpochMs,
    to: EpochMs,
    streams: readonly number[],
    visit: (siteId: number, stream: number, ts: EpochMs, times: number) => void,
  ) => void;
  /**
   * When each of some sites was last seen in each of some built-in streams within the hour before `to`, the streams of a site side by
   * side; older instants may be told. -Infinity where it was not; NaN where a sender's clock was ahead, which takes a closer look. A
   * statement for each stream, and two.
   */
  readonly newestLately: (
    siteIds: readonly number[],
    streams: readonly number[],
    to: EpochMs,
  ) => Float64Array<ArrayBuffer>;
  /** When each site and stream was seen last, by events with ts <= at (all streams), looking back 14 days at most. A ts ahead of its reception counts as received. */
  readonly lastSeen: (
    at: EpochMs,
  ) => readonly { readonly site_id: number; readonly stream: number; readonly ts: EpochMs }[];
  /** Oldest stored ts per site; sites without events are left out. */
  readonly firstSeen: (siteIds: readonly number[]) => ReadonlyMap<number, EpochMs>;
  /** The newest stored ts of any of the sites; null where they have no event. */
  readonly newestStored: (siteIds: readonly number[]) => EpochMs | null;
  /** Activity of the sites with from < ts <= to, ordered by site, stream, ts, key. One statement. */
  readonly activity: (
    siteIds: readonly number[],
    streams: readonly number[],
    from: EpochMs,
    to: EpochMs,
  ) => readonly ActivityRow[];
  /** Events of the sites with from < ts <= to of streams below 100, ordered by site, ts, key. One statement. */
  readonly signals: (
    siteIds: readonly number[],
    streams: readonly number[],
    from: EpochMs,
    to: EpochMs,
  ) => readonly SignalRow[];
  /** The places of scans, and the positions with start <= ts <= end of walks that are made up, in no particular order. One statement. */
  readonly walkSigns: (
    scans: readonly Pick<ActivityRow, 'site_id' | 'ts' | 'key'>[],
    walks: readonly WalkSpan[],
  ) => WalkSigns;
  /** The newest merged event of a stream of each person at the sites, however old or new, and those not merged yet with ts <= at. One statement. */
  readonly newestOfPeople: (
    siteIds: readonly number[],
    stream: number,
    at: EpochMs,
  ) => readonly { readonly site_id: number; readonly person: string; readonly ts: EpochMs }[];
  /** Of every five minutes of from < ts <= to the newest phone or GPS event of each person at each site, as it was received. */
  readonly signsOfPeople: (
    from: EpochMs,
    to: EpochMs,
  ) => readonly { readonly site_id: number; readonly person_id: number; readonly at: EpochMs }[];
  /** Every merged and unmerged event with from < ts <= to that names its source: when it was received, in no particular order. */
  readonly heard: (
    from: EpochMs,
    to: EpochMs,
    visit: (originId: number, siteId: number, stream: number, at: EpochMs) => void,
  ) => void;
  /** One site's events with from < ts <= to, ordered by ts then key. For evidence. */
  readonly ofSite: (
    siteId: number,
    from: EpochMs,
    to: EpochMs,
    streams: readonly number[] | null,
  ) => readonly StoredEvent[];
  /** How many events of each stream a site has with from < ts <= to: for what is only counted, however much of it there is. */
  readonly countsOfSite: (siteId: number, from: EpochMs, to: EpochMs) => ReadonlyMap<number, number>;
  /** Newest known position, phone event and so on of each person at the site at or before `at`. */
  readonly lastOfPeople: (
    siteId: number,
    at: EpochMs,
  ) => readonly {
    readonly person_id: number;
    readonly stream: number;
    readonly ts: EpochMs;
    readonly lat: number | null;
    readonly lon: number | null;
    readonly acc: number | null;
  }[];
  /** Events of all sites, or of some, in order of reception (received_at, else ts; then key), from <= received < to. Streams; memory stays bounded. */
  readonly received: (
    from: EpochMs,
    to: EpochMs,
    siteIds?: readonly number[] | null,
  ) => Iterable<StoredEvent>;
  /** Sums of the 5-minute counters in 15-minute buckets: start <= bucket < end, for the given sites (null = all). Ordered by bucket, site, stream. */
  readonly quarterHours: (
    from: EpochMs,
    to: EpochMs,
    siteIds: readonly number[] | null,
  ) => readonly {
    readonly at: EpochMs;
    readonly site_id: number;
    readonly stream: number;
    readonly n: number;
    readonly sum: number;
  }[];
};
