import { createStore } from 'zustand';
import type { Answer, Api, Fault, Input } from '#contract/index.ts';
import type { SitePlace } from '#contract/map.ts';
import type { EpochMs } from '#core/model/time.ts';

/** What a map is about: a site in a window of time, because of a finding or not. */
export type Subject = {
  readonly site: string;
  readonly finding: string | null;
  readonly from: EpochMs;
  readonly to: EpochMs;
};
export const SPEEDS = [1, 10, 60, 300] as const;
export type Speed = (typeof SPEEDS)[number];

/** The time moves this often while it plays; where motion is not wanted it steps once a second. In ms. */
const FRAME = 100;
const STILL_FRAME = 1_000;
/** Positions of now are asked for again this often, in ms. */
const RENEW = 30_000;

export type MapState = {
  readonly subject: Subject | null;
  /** What stands still at the site; kept while a newer state is on its way, and when that fails. */
  readonly place: SitePlace | undefined;
  readonly fault: Fault | undefined;
  /** The instant that the map shows; null: the end of the window. */
  readonly moment: EpochMs | null;
  readonly playing: boolean;
  readonly speed: Speed;
  /** Whose way is shown; null: everybody's. */
  readonly person: string | null;
  readonly shows: 'map' | 'table';
  /** Whether the map covers the whole pane. */
  readonly full: boolean;
  /** Where people are now; null: not asked for. */
  readonly now: Answer<'sites.positions'> | null;
  /** Why the newest positions are not known: those of `now` are older. */
  readonly nowFault: Fault | undefined;
  /** The site whose plan is being laid on the map; null: none. */
  readonly planning: string | null;
  /** What stands still there; null until it is known. */
  readonly planPlace: SitePlace | null;
  readonly about: (subject: Subject) => void;
  readonly load: () => Promise<void>;
  readonly seek: (moment: EpochMs) => void;
  /** Plays or pauses; `still`: in steps, because motion is not wanted. */
  readonly toggle: (still: boolean) => void;
  readonly runAt: (speed: Speed) => void;
  readonly follow: (person: string | null) => void;
  readonly show: (what: 'map' | 'table') => void;
  readonly open: (full: boolean) => void;
  readonly toggleNow: () => void;
  /** Shows a site as it stands, with where people are now, until the returned undo is called. */
  readonly watch: (site: string) => () => void;
  readonly plan: (site: string | null) => Promise<void>;
  /** Why the plan was not taken; null: it was. */
  readonly setPlan: (plan: Input<'sites.set_plan'>) => Promise<string | null>;
  readonly removePlan: (site: string) => Promise<string | null>;
  /** Listens until the returned undo is called. */
  readonly start: () => () => void;
};

export type MapParts = {
  readonly api: Api;
  readonly every: (ms: number, run: () => void) => () => void;
};

const isSame = (a: Subject | null, b: Subject): boolean =>
  a !== null && a.site === b.site && a.finding === b.finding && a.from === b.from && a.to === b.to;

/** A map of evidence: its site, its moment, and how it is looked at. */
export const createMapStore = ({ api, every }: MapParts) =>
  createStore<MapState>()((set, get) => {
    let stopPlaying: () => void = () => undefined;
    let stopRenewing: () => void = () => undefined;
    const pause = () => {
      stopPlaying();
      stopPlaying = () => undefined;
      if (get().playing) set({ playing: false });
    };
    const hideNow = () => {
      stopRenewing();
      set({ now: null, nowFault: undefined });
    };
    const keepRenewing = () => {
      stopRenewing();
      stopRenewing = every(RENEW, () => void renew());
      void renew();
    };
    const advance = (ms: number) => {
      const { subject, moment, speed } = get();
      if (subject === null) return pause();
      const next = (moment ?? subject.from) + ms * speed;
      set({ moment: Math.min(next, subject.to) });
      if (next >= subject.to) pause();
    };
    const renew = async () => {
      const { subject } = get();
      if (subject === null) return;
      const reply = await api.call('sites.positions', { site: subject.site });
      if (get().subject !== subject) return;
      set(reply.ok ? { now: reply.value, nowFault: undefined } : { nowFault: reply.fault });
    };
    const finished = async (reply: { readonly ok: boolean; readonly fault?: Fault }) => {
      if (!reply.ok) return reply.fault?.message ?? null;
      await get().load();
      return null;
    };
    return {
      subject: null,
      place: undefined,
      fault: undefined,
      moment: null,
      playing: false,
      speed: 300,
      person: null,
      shows: 'map',
      full: false,
      now: null,
      nowFault: undefined,
      planning: null,
      planPlace: null,
      about(subject) {
        const before = get().subject;
        if (isSame(before, subject)) return;
        pause();
        hideNow();
        const keeps = before?.site === subject.site ? {} : { place: undefined, fault: undefined };
        set({ subject, moment: null, person: null, ...keeps });
        void api.call('sites.look', { site: subject.site, finding: subject.finding });
        void get().load();
      },
      async load() {
        const { subject } = get();
        if (subject === null) return;
        const reply = await api.call('sites.map', { site: subject.site });
        if (get().subject?.site !== subject.site) return;
        set(reply.ok ? { place: reply.value, fault: undefined } : { fault: reply.fault });
      },
      seek(moment) {
        const { subject } = get();
        if (subject !== null) set({ moment: Math.min(Math.max(moment, subject.from), subject.to) });
      },
      toggle(still) {
        const { subject, moment, playing } = get();
        if (playing || subject === null) return pause();
        const isOver = moment === null || moment >= subject.to;
        set({ playing: true, moment: isOver ? subject.from : moment });
        const frame = still ? STILL_FRAME : FRAME;
        stopPlaying = every(frame, () => advance(frame));
      },
      runAt: (speed) => set({ speed }),
      follow: (person) => set({ person }),
      show: (shows) => set({ shows }),
      open: (full) => set(full ? { full, shows: 'map' } : { full }),
      toggleNow() {
        const { subject, now } = get();
        if (subject === null || now !== null) return hideNow();
        void api.call('sites.look', { site: subject.site, finding: subject.finding });
        keepRenewing();
      },
      watch(site) {
        const subject: Subject = { site, finding: null, from: 0, to: 0 };
        if (isSame(get().subject, subject)) void api.call('sites.look', { site, finding: null });
        get().about(subject);
        keepRenewing();
        return hideNow;
      },
      async plan(planning) {
        set({ planning, planPlace: null });
        if (planning === null) return;
        const reply = await api.call('sites.map', { site: planning });
        if (reply.ok && get().planning === planning) set({ planPlace: reply.value });
      },
      setPlan: async (plan) => finished(await api.call('sites.set_plan', plan)),
      removePlan: async (site) => finished(await api.call('sites.remove_plan', { site })),
      start() {
        const stops = [
          api.on('sites.changed', ({ sites }) => {
            const { subject } = get();
            if (subject !== null && (sites === null || sites.includes(subject.site))) void get().load();
          }),
          api.onConnection((connected) => connected && void get().load()),
          pause,
          hideNow,
        ];
        return () => {
          for (const stop of stops) stop();
        };
      },
    };
  });
export type MapStore = ReturnType<typeof createMapStore>;
