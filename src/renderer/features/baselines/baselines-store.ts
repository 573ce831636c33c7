import { createStore } from 'zustand';
import type { Answer, Api, Reply } from '#contract/index.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY, HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import type { Part } from './part.ts';
import { answered, asking, NOTHING } from './part.ts';
import { BUCKET, type Span } from './series-geometry.ts';
import type { Shade } from './week.ts';

export type About = Answer<'baselines.site'>;
export type Cells = Answer<'baselines.show'>;
/** A series with the span that was asked for. */
export type Series = Answer<'baselines.series'> & Span;
export type Outliers = Answer<'baselines.outliers'>;

/** How many days of the series are shown at once. */
export const SPANS = [1, 3, 7, 14] as const;
export type SpanDays = (typeof SPANS)[number];

/** What the screen holds of the engine. */
export type Parts = {
  readonly about: Part<About>;
  readonly cells: Part<Cells>;
  readonly series: Part<Series>;
  readonly outliers: Part<Outliers>;
};
const NO_PARTS: Parts = { about: NOTHING, cells: NOTHING, series: NOTHING, outliers: NOTHING };

/** Where the screen is to begin. */
export type Place = {
  readonly metric?: string;
  /** An hour of the week whose cell is wanted. */
  readonly cell?: number;
  /** An instant of the series that is wanted. */
  readonly at?: EpochMs;
};

export type BaselinesState = {
  readonly site: string | null;
  /** null until it is known which there are. */
  readonly metric: string | null;
  readonly parts: Parts;
  readonly shade: Shade;
  /** The hour of the week whose numbers are shown; null: the present one. */
  readonly cell: number | null;
  readonly days: SpanDays;
  /** The end of the series; null: now. */
  readonly until: EpochMs | null;
  /** The instant at the reading line; null: the newest point. */
  readonly reading: EpochMs | null;
  /** What was asked to be brought into view and was not yet. */
  readonly wanted: 'cell' | 'series' | null;
  readonly outliersOf: 'site' | 'fleet';

  readonly show: (site: string | null, place?: Place) => void;
  readonly choose: (metric: string) => void;
  readonly shadeBy: (shade: Shade) => void;
  readonly point: (cell: number | null) => void;
  readonly spanOver: (days: SpanDays) => void;
  /** Earlier (-1) or later (1) by one span. */
  readonly move: (direction: -1 | 1) => void;
  readonly toNow: () => void;
  readonly read: (at: EpochMs | null) => void;
  /** Says that what was wanted is in view. */
  readonly arrive: () => void;
  readonly searchOutliers: (of: 'site' | 'fleet') => void;
  readonly loadAbout: () => Promise<void>;
  readonly loadCells: () => Promise<void>;
  readonly loadSeries: () => Promise<void>;
  readonly loadOutliers: () => Promise<void>;
  readonly load: () => void;
  /** The screen is shown: loads, and listens until the returned undo is called. */
  readonly enter: () => () => void;
};

export type BaselinesParts = {
  readonly api: Api;
  /** The engine's time. */
  readonly now: () => EpochMs;
  readonly after: (ms: number, run: () => void) => () => void;
  readonly every: (ms: number, run: () => void) => () => void;
};

/** How long the screen waits for more changes before it asks again, in ms. */
const RELOAD_DELAY = 2 * SECOND;
/** How much is shown after an instant that was asked for. */
const AFTERWARDS = 6 * HOUR;
const FIRST_SPAN = 3;

/** The span of the series that is wanted, up to the end of the current bucket. */
export function spanOf({ days, until }: Pick<BaselinesState, 'days' | 'until'>, now: EpochMs): Span {
  const to = until ?? Math.ceil(now / BUCKET) * BUCKET;
  return { from: to - days * DAY, to };
}

/** The normal week of one metric of one site, what it did lately, and what looks odd. */
export const createBaselinesStore = (parts: BaselinesParts) =>
  createStore<BaselinesState>()((set, get) => ({
    site: null,
    metric: null,
    parts: NO_PARTS,
    shade: 'mean',
    cell: null,
    days: FIRST_SPAN,
    until: null,
    reading: null,
    wanted: null,
    outliersOf: 'fleet',
    ...createLoading(parts, set, get),
    ...createChoosing(parts, set, get),
    enter: () => listen(parts, get),
  }));
export type BaselinesStore = ReturnType<typeof createBaselinesStore>;

type Get = () => BaselinesState;
type Set = (patch: Partial<BaselinesState>) => void;
type Loading = Pick<BaselinesState, 'load' | 'loadAbout' | 'loadCells' | 'loadSeries' | 'loadOutliers'>;

/** Questions to the reader. An answer to what is no longer asked is dropped. */
function createLoading({ api, now }: BaselinesParts, set: Set, get: Get): Loading {
  /** `subject` says what is asked about. */
  const load = async <K extends keyof Parts>(
    name: K,
    subject: () => string,
    ask: () => Promise<Reply<NonNullable<Parts[K]['value']>>>,
  ): Promise<void> => {
    const asked = subject();
    const put = (change: (part: Part<NonNullable<Parts[K]['value']>>) => unknown) =>
      set({
        parts: { ...get().parts, [name]: change(get().parts[name] as Part<NonNullable<Parts[K]['value']>>) },
      });
    put(asking);
    const reply = await ask();
    if (subject() === asked) put((part) => answered(part, reply, now()));
  };
  const metric = () => `${get().site}|${get().metric}`;
  return {
    async loadAbout() {
      const { site } = get();
      if (site === null) return;
      await load(
        'about',
        () => get().site ?? '',
        () => api.call('baselines.site', { site }),
      );
      const known = get().parts.about.value?.metrics;
      if (get().site !== site || known === undefined) return;
      if (!known.some((each) => each.metric === get().metric)) {
        const [first] = known;
        if (first !== undefined) get().choose(first.metric);
      }
    },
    async loadCells() {
      const { site, metric: name } = get();
      if (site === null || name === null) return;
      await load('cells', metric, () => api.call('baselines.show', { site, metric: name }));
    },
    async loadSeries() {
      const { site, metric: name } = get();
      if (site === null || name === null) return;
      const span = spanOf(get(), now());
      const subject = () => `${metric()}|${get().days}|${get().until}`;
      await load('series', subject, async () => {
        const reply = await api.call('baselines.series', { site, metric: name, ...span });
        return reply.ok ? { ok: true, value: { ...reply.value, ...span } } : reply;
      });
    },
    async loadOutliers() {
      const { site } = get();
      const own = get().outliersOf === 'site' && site !== null ? { site } : {};
      const subject = () => (get().outliersOf === 'site' ? `site|${get().site}` : 'fleet');
      await load('outliers', subject, () => api.call('baselines.outliers', own));
    },
    load() {
      const { loadAbout, loadCells, loadSeries, loadOutliers } = get();
      for (const ask of [loadAbout, loadCells, loadSeries, loadOutliers]) void ask();
    },
  };
}

type Choosing = Pick<
  BaselinesState,
  | 'show'
  | 'choose'
  | 'shadeBy'
  | 'point'
  | 'spanOver'
  | 'move'
  | 'toNow'
  | 'read'
  | 'arrive'
  | 'searchOutliers'
>;

/** What the person looks at. */
function createChoosing({ now }: BaselinesParts, set: Set, get: Get): Choosing {
  /** Where a place leaves the cell, the span and the reading line. */
  const placed = ({ cell, at }: Place): Partial<BaselinesState> => ({
    ...(cell === undefined ? {} : { cell, wanted: 'cell' as const }),
    ...(at === undefined ? {} : { ...around(at, now()), reading: at, wanted: 'series' as const }),
  });
  const otherMetric = (metric: string | null) => {
    const { parts } = get();
    return { metric, reading: null, parts: { ...parts, cells: NOTHING, series: NOTHING } };
  };
  /** Odd cells of the fleet stay listed while somebody goes from one to the next. */
  const otherSite = (site: string | null, { cell }: Place): Partial<BaselinesState> => {
    const before = get();
    const isChosen = before.site === null && cell === undefined;
    const outliersOf = site === null ? 'fleet' : isChosen ? 'site' : before.outliersOf;
    const stays = outliersOf === 'fleet' && before.outliersOf === 'fleet';
    const outliers = stays ? before.parts.outliers : NOTHING;
    return { site, cell: null, reading: null, until: null, outliersOf, parts: { ...NO_PARTS, outliers } };
  };
  return {
    show(site, place = {}) {
      const metric = place.metric ?? get().metric;
      if (site !== get().site) set({ ...otherSite(site, place), metric });
      else if (metric !== get().metric) set(otherMetric(metric));
      set(placed(place));
      get().load();
    },
    choose(metric) {
      if (metric === get().metric) return;
      set(otherMetric(metric));
      void get().loadCells();
      void get().loadSeries();
    },
    shadeBy: (shade) => set({ shade }),
    point: (cell) => set({ cell }),
    spanOver(days) {
      set({ days });
      void get().loadSeries();
    },
    move(direction) {
      const { days } = get();
      const to = spanOf(get(), now()).to + direction * days * DAY;
      set({ until: to >= now() ? null : to, reading: null });
      void get().loadSeries();
    },
    toNow() {
      set({ until: null, reading: null });
      void get().loadSeries();
    },
    read: (reading) => set({ reading }),
    arrive: () => set({ wanted: null }),
    searchOutliers(outliersOf) {
      set({ outliersOf, parts: { ...get().parts, outliers: NOTHING } });
      void get().loadOutliers();
    },
  };
}

/** A span in which an instant and some of what came after it can be seen. */
function around(at: EpochMs, now: EpochMs): Pick<BaselinesState, 'until'> {
  const until = Math.ceil((at + AFTERWARDS) / BUCKET) * BUCKET;
  return { until: until >= now ? null : until };
}

/** Asks again when the engine is back, when a finding of the site changed, and when the newest point is old. */
function listen({ api, now, after, every }: BaselinesParts, get: Get): () => void {
  let stopReload: () => void = () => undefined;
  const reloadSoon = () => {
    stopReload();
    stopReload = after(RELOAD_DELAY, get().load);
  };
  const stops = [
    api.onConnection((connected) => connected && get().load()),
    api.on('sites.changed', ({ sites }) => {
      const { site } = get();
      if (site !== null && (sites?.includes(site) ?? true)) reloadSoon();
    }),
    api.on('findings.changed', ({ rows, reload }) => {
      const mine = rows.some(
        ({ site, finding_type }) => site === get().site && finding_type.startsWith('ANOMALY_'),
      );
      if (reload || mine) reloadSoon();
    }),
    every(MINUTE, () => {
      const { until, parts } = get();
      const isBehind = (parts.series.value?.to ?? 0) < now();
      if (until === null && isBehind) void get().load();
    }),
    () => stopReload(),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
