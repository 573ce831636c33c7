import { createStore } from 'zustand';
import type { Answer, Api, Fault } from '#contract/index.ts';

export type Detail = Answer<'findings.get'>;

export type FindingState = {
  /** The finding that the pane is about; null: none is chosen. */
  readonly id: string | null;
  /** What is known of it; kept while a newer state is on its way, and when that fails. */
  readonly detail: Detail | undefined;
  readonly fault: Fault | undefined;
  readonly show: (id: string | null) => void;
  readonly refresh: () => Promise<void>;
  /** Listens until the returned undo is called. */
  readonly start: () => () => void;
};

/** The finding beside the feed, with its evidence, runbook and timeline; renewed when it or one of its children changes. */
export const createFindingStore = (api: Api) =>
  createStore<FindingState>()((set, get) => ({
    id: null,
    detail: undefined,
    fault: undefined,
    show(id) {
      if (id === get().id) return;
      set({ id, detail: undefined, fault: undefined });
      if (id !== null) void get().refresh();
    },
    async refresh() {
      const { id } = get();
      if (id === null) return;
      const reply = await api.call('findings.get', { id });
      if (get().id !== id) return;
      set(reply.ok ? { detail: reply.value, fault: undefined } : { fault: reply.fault });
    },
    start() {
      const stops = [
        api.on('findings.changed', ({ rows, reload }) => {
          const { id, detail } = get();
          const mine = rows.some((row) => row.id === id || row.parent_id === id);
          const stale = rows.every(
            (row) => row.id === id && row.revision <= (detail?.finding.revision ?? -1),
          );
          if (reload || (mine && !stale)) void get().refresh();
        }),
        api.onConnection((connected) => connected && void get().refresh()),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
  }));
export type FindingStore = ReturnType<typeof createFindingStore>;
