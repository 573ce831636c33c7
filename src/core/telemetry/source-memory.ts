import type { EpochMs, Interval } from '#core/model/time.ts';
import { DAY, MINUTE } from '#core/model/time.ts';
import { GapHabit } from './gap-habit.ts';
import {
  isRegular,
  judgedFrom,
  limitOf,
  MIN_SITES_TO_JUDGE,
  type SourceHealth,
  suspectAfter,
} from './source-health.ts';

/** A source that was silent for so long is taken as retired: its sites are judged again by what is heard of them. */
export const RETIRED_AFTER = 7 * DAY;
/** Outages are remembered as long as a task is. */
const OUTAGE_MEMORY = 8 * DAY;
/** A site that a source has not delivered for in so long, while it was heard, is no longer one of its sites. */
const SITE_MEMORY = 7 * DAY;
/** A source whose sites nobody was expected at is asked again after this. */
const LOOK_AGAIN = 5 * MINUTE;
/** Who looks away for longer has not watched. */
const LONGEST_LOOK_AWAY = 90_000;

/** From when until when a source was found silent; null: it still is. */
export type ToldOutage = {
  readonly source: string;
  readonly silent_at: EpochMs;
  readonly heard_at: EpochMs | null;
};

/** One event as far as its source is concerned. `at`: when it reached us. */
export type Hearing = {
  readonly source: string;
  readonly site_id: number;
  readonly stream: number;
  readonly at: EpochMs;
};

/** A source as it stands; plain data, so that it can be stored. */
export type SourceView = {
  readonly code: string;
  readonly health: Exclude<SourceHealth, 'NEVER'>;
  readonly heard_at: EpochMs;
  /** How long it may be silent, and its p99 gap; null while its habit is not known. */
  readonly limit: EpochMs | null;
  readonly usual_gap: EpochMs | null;
  /** When its silence passed the limit; null unless it is SILENT. */
  readonly silent_since: EpochMs | null;
  readonly sites: number;
  readonly streams: readonly number[];
};
export type SavedSource = Omit<SourceView, 'limit' | 'usual_gap' | 'sites'> & {
  readonly gaps: readonly number[];
  readonly outages: readonly Interval[];
};
/** What outlives a restart, as of `at`. */
export type SavedSources = {
  readonly at: EpochMs;
  readonly watched_since: EpochMs;
  readonly sources: readonly SavedSource[];
};

type Source = {
  readonly code: string;
  readonly habit: GapHabit;
  readonly streams: Set<number>;
  /** When each site was last heard through it; -Infinity where only that is known. */
  readonly sites: Map<number, EpochMs>;
  outages: Interval[];
  health: SourceView['health'];
  heard_at: EpochMs;
  silent_since: EpochMs | null;
  /** False while too few sites are manned to expect anything: its pauses are no habit then. */
  is_expected: boolean;
  look_again_at: EpochMs;
};

/** Since when something is to be expected of a site; null while nothing is. */
export type ExpectedSince = (siteId: number) => EpochMs | null;

/** Every source: when it was heard, what it delivers for which sites, its habit, and when it was out. Fed with every event. */
export class SourceMemory {
  readonly #sources = new Map<string, Source>();
  #watchedSince: EpochMs = Number.NEGATIVE_INFINITY;
  #lookedAt: EpochMs = Number.NEGATIVE_INFINITY;

  /** As it was stored; without it, as if somebody had always watched. */
  constructor(saved: SavedSources | null = null) {
    if (saved === null) return;
    this.#lookedAt = saved.at;
    this.#watchedSince = saved.watched_since;
    for (const { code, gaps, streams, outages, ...rest } of saved.sources) {
      const source = { ...newSource(code, new GapHabit(gaps)), ...rest, outages: [...outages] };
      for (const stream of streams) source.streams.add(stream);
      this.#sources.set(code, source);
    }
  }

  /** An event that came in. Its source is out no longer. */
  heard({ source: code, site_id, stream, at }: Hearing): void {
    const source = this.#of(code);
    source.streams.add(stream);
    const before = source.sites.get(site_id);
    if (before === undefined || before < at) source.sites.set(site_id, at);
    if (at <= source.heard_at) return;
    if (source.health === 'SILENT') endOutage(source, at);
    else if (source.is_expected && isNewMinute(source.heard_at, at)) source.habit.add(at - source.heard_at);
    source.heard_at = at;
    source.health = 'HEALTHY';
    source.silent_since = null;
    source.is_expected = true;
  }

  /** Somebody who listened to all of its sites says that it is silent; it is so until it is heard. */
  tellSilent(code: string, at: EpochMs): void {
    const source = this.#of(code);
    source.health = 'SILENT';
    source.silent_since = at;
  }

  /** The same says that it was heard again, by whichever of its sites. */
  tellHeard(code: string, at: EpochMs): void {
    const source = this.#of(code);
    if (source.health !== 'SILENT') return;
    endOutage(source, at);
    Object.assign(source, { health: 'HEALTHY', silent_since: null, heard_at: Math.max(source.heard_at, at) });
  }

  /** A site that is known to be one of the source's, whenever it was heard. */
  serves(code: string, siteId: number): void {
    const source = this.#sources.get(code);
    if (source !== undefined && !source.sites.has(siteId)) source.sites.set(siteId, Number.NEGATIVE_INFINITY);
  }

  /** Somebody is looking now. What lies before a gap in the looking was not watched, and counts as no silence. */
  look(at: EpochMs): void {
    if (at - this.#lookedAt > LONGEST_LOOK_AWAY || at < this.#lookedAt) this.#watchedSince = at;
    if (at < this.#lookedAt)
      for (const source of this.#sources.values()) source.heard_at = Math.min(source.heard_at, at);
    this.#lookedAt = at;
  }

  /** Judges every source. One that is silent stays so until it is heard, or is retired and forgotten. */
  judge(at: EpochMs, expectedSince: ExpectedSince): void {
    for (const source of this.#sources.values()) {
      if (source.health !== 'SILENT') this.#judge(source, at, expectedSince);
      else if (at - source.heard_at > RETIRED_AFTER) this.#sources.delete(source.code);
    }
  }

  /** Judges one source, where there is reason to. */
  judgeOne(code: string, at: EpochMs, expectedSince: ExpectedSince): void {
    const source = this.#sources.get(code);
    if (source !== undefined && source.health !== 'SILENT') this.#judge(source, at, expectedSince);
  }

  /** When the sources that deliver any of the streams for the site were out; one that lasts, or may, ends at Infinity. */
  outagesOf(siteId: number, streams: readonly number[]): readonly Interval[] {
    const outages: Interval[] = [];
    for (const source of this.#sources.values()) {
      if (source.outages.length === 0 && source.health === 'HEALTHY') continue;
      if (!this.#delivers(source, siteId, streams)) continue;
      outages.push(...source.outages);
      if (source.health !== 'HEALTHY')
        outages.push({ start: source.heard_at, end: Number.POSITIVE_INFINITY });
    }
    return outages;
  }

  /** The sources that are silent now and deliver any of the streams for the site. */
  silentOf(siteId: number, streams: readonly number[]): readonly SourceView[] {
    return [...this.#sources.values()]
      .filter((source) => source.health === 'SILENT' && this.#delivers(source, siteId, streams))
      .map(viewOf);
  }

  isAnySilent(): boolean {
    for (const { health } of this.#sources.values()) if (health === 'SILENT') return true;
    return false;
  }

  all(): readonly SourceView[] {
    return [...this.#sources.values()].map(viewOf);
  }

  /** Plain data; null while nobody has looked yet. */
  save(): SavedSources | null {
    if (!Number.isFinite(this.#lookedAt)) return null;
    return {
      at: this.#lookedAt,
      watched_since: this.#watchedSince,
      sources: [...this.#sources.values()].map((source) => {
        const { code, health, heard_at, silent_since, streams, habit, outages } = source;
        return {
          code,
          health,
          heard_at,
          silent_since,
          streams: [...streams],
          gaps: habit.counts,
          outages,
        };
      }),
    };
  }

  #of(code: string): Source {
    const known = this.#sources.get(code);
    if (known !== undefined) return known;
    const source = newSource(code, new GapHabit());
    this.#sources.set(code, source);
    return source;
  }

  #judge(source: Source, at: EpochMs, expectedSince: ExpectedSince): void {
    if (![...source.streams].some(isRegular)) return;
    const usualGap = source.habit.p99();
    const since = Math.max(source.heard_at, this.#watchedSince);
    if (usualGap === null || source.sites.size < MIN_SITES_TO_JUDGE || at - since <= suspectAfter(usualGap)) {
      source.health = 'HEALTHY';
      source.is_expected = true;
      return;
    }
    if (at < source.look_again_at) return;
    const from = judgedFrom(source, since, expectedSince);
    source.is_expected = from !== null;
    if (from === null) source.look_again_at = at + LOOK_AGAIN;
    const silence = from === null ? 0 : at - from;
    if (from !== null && silence > limitOf(usualGap)) {
      source.health = 'SILENT';
      source.silent_since = from + limitOf(usualGap);
    } else source.health = silence > suspectAfter(usualGap) ? 'SUSPECT' : 'HEALTHY';
  }

  #delivers(source: Source, siteId: number, streams: readonly number[]): boolean {
    const heardAt = source.sites.get(siteId);
    if (heardAt === undefined || !streams.some((stream) => source.streams.has(stream))) return false;
    if (heardAt !== Number.NEGATIVE_INFINITY) return heardAt >= source.heard_at - SITE_MEMORY;
    return ![...this.#sources.values()].some(
      (other) =>
        Number.isFinite(other.sites.get(siteId)) && streams.some((stream) => other.streams.has(stream)),
    );
  }
}

const newSource = (code: string, habit: GapHabit): Source => ({
  code,
  habit,
  streams: new Set(),
  sites: new Map(),
  outages: [],
  health: 'HEALTHY',
  heard_at: Number.NEGATIVE_INFINITY,
  silent_since: null,
  is_expected: true,
  look_again_at: Number.NEGATIVE_INFINITY,
});

const viewOf = (source: Source): SourceView => {
  const { code, health, heard_at, silent_since, habit, sites, streams } = source;
  const usual_gap = habit.p99();
  return {
    code,
    health,
    heard_at,
    silent_since,
    usual_gap,
    limit: usual_gap === null ? null : limitOf(usual_gap),
    sites: sites.size,
    streams: [...streams],
  };
};

/** A busy source counts one gap a minute: shorter ones say nothing, and there are too many of them. */
const isNewMinute = (before: EpochMs, at: EpochMs): boolean =>
  Math.floor(before / MINUTE) !== Math.floor(at / MINUTE);

function endOutage(source: Source, at: EpochMs): void {
  source.outages = [
    ...source.outages.filter(({ end }) => end > at - OUTAGE_MEMORY),
    { start: source.heard_at, end: at },
  ];
}
