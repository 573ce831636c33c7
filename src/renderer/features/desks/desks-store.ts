import { createStore } from 'zustand';
import type { Answer, Api, Fault, Input, Reply } from '#contract/index.ts';

/** Changes that come one after another are asked for once, this much later, in ms. */
const LOOK_DELAY = 500;

/** Findings that a hand-over lists. */
const MOST_LISTED = 8;

type Row = Answer<'findings.page'>['rows'][number];
export type DesksData = {
  /** undefined: never loaded. Kept when a later load fails. */
  readonly state: Answer<'desks.state'> | undefined;
  readonly fault: Fault | undefined;
  /** What is open at the desks that are handed over. */
  readonly findings: { readonly rows: readonly Row[]; readonly total: number } | undefined;
};
export type DesksState = DesksData & {
  readonly load: () => Promise<void>;
  readonly loadFindings: (desks: readonly string[]) => Promise<void>;
  /** Each says whether it was done; `fault` says why not. */
  readonly take: (desk: string) => Promise<boolean>;
  readonly putDown: (desk: string) => Promise<boolean>;
  readonly offer: (offer: Input<'desks.offer'>) => Promise<boolean>;
  readonly answer: (id: string, accept: boolean) => Promise<boolean>;
  readonly handOver: (input: Input<'desks.hand_over'>) => Promise<boolean>;
  readonly save: (desk: Input<'desks.save'>) => Promise<boolean>;
  readonly remove: (code: string) => Promise<boolean>;
  /** Listens until the returned undo is called. */
  readonly start: () => () => void;
};
export type DesksParts = {
  readonly api: Api;
  readonly after: (ms: number, run: () => void) => () => void;
};

/** The codes of the desks that whoever sits here holds; null where there are no desks. */
export const myDesks = ({ state }: Pick<DesksData, 'state'>): readonly string[] | null =>
  state?.on === true ? state.desks.filter(({ mine }) => mine).map(({ code }) => code) : null;

/** The desks, who is at them, and how they go from one person to the next. */
export const createDesksStore = ({ api, after }: DesksParts) =>
  createStore<DesksState>()((set, get) => {
    let stop: () => void = () => undefined;
    const later = () => {
      stop();
      stop = after(LOOK_DELAY, () => void get().load());
    };
    const done = async (work: Promise<Reply<unknown>>): Promise<boolean> => {
      const reply = await work;
      if (reply.ok) await get().load();
      set({ fault: reply.ok ? undefined : reply.fault });
      return reply.ok;
    };
    return {
      state: undefined,
      fault: undefined,
      findings: undefined,
      async load() {
        const reply = await api.call('desks.state', {});
        set(reply.ok ? { state: reply.value, fault: undefined } : { fault: reply.fault });
      },
      async loadFindings(desks) {
        set({ findings: undefined });
        if (desks.length === 0) return;
        const filter: Input<'findings.page'>['filter'] = {
          desks: [...desks],
          status: ['NEW', 'ACKNOWLEDGED'],
          roots: true,
        };
        const reply = await api.call('findings.page', { filter, limit: MOST_LISTED });
        if (reply.ok) set({ findings: { rows: reply.value.rows, total: reply.value.total } });
      },
      take: (desk) => done(api.call('desks.take', { desk })),
      putDown: (desk) => done(api.call('desks.put_down', { desk })),
      offer: (offer) => done(api.call('desks.offer', offer)),
      answer: (id, accept) => done(api.call('desks.answer', { id, accept })),
      handOver: (input) => done(api.call('desks.hand_over', input)),
      save: (desk) => done(api.call('desks.save', desk)),
      remove: (code) => done(api.call('desks.remove', { code })),
      start() {
        const stops = [
          api.on('desks.changed', () => void get().load()),
          // How many alarms wait where nobody is: of no interest where somebody is everywhere.
          api.on('notices.open', () => get().state?.on === true && later()),
          api.onConnection((connected) => connected && void get().load()),
          () => stop(),
        ];
        return () => {
          for (const each of stops) each();
        };
      },
    };
  });
export type DesksStore = ReturnType<typeof createDesksStore>;
