import { createStore } from 'zustand';
import type { Answer, Api, Fault, Reply } from '#contract/index.ts';
import { SECOND } from '#core/model/time.ts';
import type { Row } from './wall-board.ts';

/** How long the board waits for more changes before it is asked again, in ms. */
const RELOAD_DELAY = SECOND;
/** What is put aside comes back without a push to every screen: the board asks by itself too. */
const ASK_EVERY = 30 * SECOND;
/** More than these can be on no wall: the rest is counted. */
const MOST_PAGES = 5;

export type WallState = {
  /** Open findings, most urgent first; undefined: never loaded. Kept when a later load fails. */
  readonly rows: readonly Row[] | undefined;
  /** All of them, exactly. */
  readonly total: number;
  readonly fault: Fault | undefined;
  readonly load: () => Promise<void>;
  /** Listens until the returned undo is called. */
  readonly start: () => () => void;
};

export type WallParts = {
  readonly api: Api;
  readonly after: (ms: number, run: () => void) => () => void;
  readonly every: (ms: number, run: () => void) => () => void;
};

/** What nobody put aside, and no other finding explains. */
const FILTER = { status: ['NEW', 'ACKNOWLEDGED'], shelved: false, roots: true } as const;

/** What is open, for the wall. */
export const createWallStore = ({ api, after, every }: WallParts) =>
  createStore<WallState>()((set, get) => {
    let stopReload: (() => void) | null = null;
    const reloadSoon = () => {
      stopReload ??= after(RELOAD_DELAY, () => {
        stopReload = null;
        void get().load();
      });
    };
    return {
      rows: undefined,
      total: 0,
      fault: undefined,
      async load() {
        const rows: Row[] = [];
        let cursor: string | null = null;
        for (let page = 0; page < MOST_PAGES; page++) {
          const reply: Reply<Answer<'findings.page'>> = await api.call('findings.page', {
            filter: { ...FILTER, status: [...FILTER.status] },
            sort: 'urgency',
            cursor,
          });
          if (!reply.ok) return set({ fault: reply.fault });
          rows.push(...reply.value.rows);
          cursor = reply.value.next;
          if (cursor === null || page === MOST_PAGES - 1)
            return set({ rows, total: reply.value.total, fault: undefined });
        }
      },
      start() {
        const stops = [
          api.on('findings.changed', reloadSoon),
          api.onConnection((connected) => connected && void get().load()),
          every(ASK_EVERY, () => void get().load()),
          () => stopReload?.(),
        ];
        return () => {
          for (const stop of stops) stop();
        };
      },
    };
  });
export type WallStore = ReturnType<typeof createWallStore>;
