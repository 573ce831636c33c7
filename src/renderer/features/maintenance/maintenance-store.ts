import { createStore } from 'zustand';
import type { ScopeTarget } from '#contract/configuration.ts';
import type { Answer, Api, Fault } from '#contract/index.ts';
import type { Weekday } from '#core/model/audit-config.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY, MINUTE } from '#core/model/time.ts';
import { localDate } from '#renderer/ui/time.ts';

export type Entry = Answer<'maintenance.calendar'>['entries'][number];
export type View = 'week' | 'month';

/** Days that each view shows: a month as four weeks, whole ones. */
export const DAYS = { week: 7, month: 28 } as const satisfies Record<View, number>;
const WEEK = 7 * DAY;
/** 1970-01-05 was the first Monday. */
const FIRST_MONDAY = 4 * DAY;

export const mondayOf = (at: EpochMs): EpochMs =>
  Math.floor((at - FIRST_MONDAY) / WEEK) * WEEK + FIRST_MONDAY;

export type MaintenanceState = {
  readonly view: View;
  /** The Monday (UTC) with which the view begins. */
  readonly from: EpochMs;
  /** undefined: never loaded. Kept when a later load fails. */
  readonly entries: readonly Entry[] | undefined;
  readonly version: number;
  readonly fault: Fault | undefined;
  readonly busy: boolean;
  readonly load: () => Promise<void>;
  readonly daysIn: DaysIn;
  readonly look: (patch: Partial<Pick<MaintenanceState, 'view' | 'from' | 'daysIn'>>) => void;
  /** Writes a window beside those of the place; null when that was done. */
  readonly plan: (target: ScopeTarget, window: PlannedWindow, reason: string) => Promise<Fault | null>;
  /** Leaves one time of a repeated window out; of one that holds now what is left of it. */
  readonly skip: (entry: Entry, time: Entry['times'][number]) => Promise<Fault | null>;
  /** Begins a window that holds from now for so many minutes; null when that was done. */
  readonly startNow: (target: ScopeTarget, minutes: number, reason: string) => Promise<Fault | null>;
  /** Ends a window that holds now, or takes one away that is still to come. */
  readonly end: (entry: Entry) => Promise<Fault | null>;
  readonly start: () => () => void;
};

/** A window as a file has it, without its reason. */
export type PlannedWindow =
  | { readonly start: string; readonly end: string }
  | { readonly days: readonly Weekday[]; readonly start: string; readonly end: string };

/** In which time the days of the calendar are counted. */
export type DaysIn = 'utc' | 'site';

type Parts = { readonly api: Api; readonly now: () => EpochMs };

const sameTarget = (a: ScopeTarget, b: ScopeTarget): boolean =>
  a.scope === b.scope && a.tenant === b.tenant && a.code === b.code;

/** Whether a window that is written once holds at the instant: it can be ended, where others can only be taken away. */
export const canEnd = (entry: Entry, now: EpochMs): boolean => runningTime(entry, now) !== undefined;

const holdsAt = ({ start, end }: Entry['times'][number], now: EpochMs): boolean => start <= now && now < end;

const runningTime = ({ kind, times }: Entry, now: EpochMs): Entry['times'][number] | undefined =>
  kind === 'ABSOLUTE' ? times.find((time) => holdsAt(time, now)) : undefined;

/** The window with its end at an instant; an offset must stand at both ends or at neither. */
const endedAt = (
  window: Entry['window'],
  { start }: Entry['times'][number],
  at: EpochMs,
): Entry['window'] => ({
  ...window,
  start: new Date(start).toISOString(),
  end: new Date(Math.max(start + MINUTE, Math.floor(at / MINUTE) * MINUTE)).toISOString(),
});

/** The window without the local day on which one of its times begins. */
function withoutDay({ kind, window }: Entry, { start, timezone }: Entry['times'][number]): Entry['window'] {
  const field = kind === 'RECURRING' ? 'exdate' : 'except';
  const known = Array.isArray(window[field]) ? window[field] : [];
  return { ...window, [field]: [...known, localDate(start, timezone)] };
}

/** The calendar of maintenance windows, and the ways to begin and end one. Each is an edit of the configuration: a version with its person. */
export const createMaintenanceStore = ({ api, now }: Parts) =>
  createStore<MaintenanceState>()((set, get) => {
    async function write(
      target: ScopeTarget,
      windows: readonly unknown[],
      reason: string,
    ): Promise<Fault | null> {
      set({ busy: true });
      const reply = await api.call('configuration.edit', {
        base_version: get().version,
        changes: [
          { targets: [target], set: { 'audit.maintenance_windows': windows.length > 0 ? windows : null } },
        ],
        reason,
        dry_run: false,
      });
      set({ busy: false });
      await get().load();
      return reply.ok ? null : reply.fault;
    }
    const windowsOf = (target: ScopeTarget): readonly Entry[] =>
      (get().entries ?? [])
        .filter((entry) => sameTarget(entry.target, target))
        .toSorted((a, b) => a.index - b.index);

    return {
      view: 'week',
      daysIn: 'site',
      from: mondayOf(now()),
      entries: undefined,
      version: 0,
      fault: undefined,
      busy: false,
      async load() {
        const { from, view } = get();
        // A day of a site may begin a day earlier, and end a day later, than in UTC.
        const span = { from: from - DAY, to: from + (DAYS[view] + 1) * DAY };
        const reply = await api.call('maintenance.calendar', span);
        if (get().from !== from || get().view !== view) return; // another span was chosen meanwhile
        set(reply.ok ? { ...reply.value, fault: undefined } : { fault: reply.fault });
      },
      look(patch) {
        set(patch);
        void get().load();
      },
      async startNow(target, minutes, reason) {
        const start = Math.floor(now() / MINUTE) * MINUTE;
        const window = {
          start: new Date(start).toISOString(),
          end: new Date(start + minutes * MINUTE).toISOString(),
        };
        return get().plan(target, window, reason);
      },
      plan: (target, window, reason) =>
        write(target, [...windowsOf(target).map((entry) => entry.window), { ...window, reason }], reason),
      skip(entry, time) {
        const isRunning = holdsAt(time, now());
        const kept = windowsOf(entry.target).flatMap((each) => {
          if (each.index !== entry.index) return [each.window];
          // What it held back until now stays told of it.
          const until = isRunning ? [endedAt({ reason: entry.reason }, time, now())] : [];
          return [withoutDay(entry, time), ...until];
        });
        return write(entry.target, kept, entry.reason);
      },
      async end(entry) {
        const others = windowsOf(entry.target);
        const running = runningTime(entry, now());
        const kept =
          running === undefined
            ? others.filter(({ index }) => index !== entry.index).map(({ window }) => window)
            : others.map(({ index, window }) =>
                index === entry.index ? endedAt(window, running, now()) : window,
              );
        return write(entry.target, kept, entry.reason);
      },
      start: () =>
        api.on('sites.changed', () => {
          if (get().entries !== undefined) void get().load();
        }),
    };
  });
export type MaintenanceStore = ReturnType<typeof createMaintenanceStore>;
