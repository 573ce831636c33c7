import { createStore } from 'zustand';
import type { Api, Fault } from '#contract/index.ts';
import { runbookWords as words } from '#renderer/words/finding.ts';
import { checklistOf, nextStep } from './checklist.ts';
import type { Detail } from './detail.ts';

/** Something that is said for a while, with the way back where there is one. */
export type Told = { readonly text: string; readonly failed: boolean; readonly undo: (() => void) | null };

export type FindingState = {
  /** The finding that the pane is about; null: none is chosen. */
  readonly id: string | null;
  /** What is known of it; kept while a newer state is on its way, and when that fails. */
  readonly detail: Detail | undefined;
  readonly fault: Fault | undefined;
  /** The step of the checklist whose note is being written, from 0. */
  readonly noting: number | null;
  readonly show: (id: string | null) => void;
  readonly refresh: () => Promise<void>;
  /** Asks for the note of a step; null: no more. */
  readonly askNote: (step: number | null) => void;
  /** Ticks a step, or asks for its note first where it needs one and none is given. */
  readonly tick: (step: number, note?: string) => Promise<void>;
  readonly untick: (step: number) => Promise<void>;
  readonly tickNext: () => Promise<void>;
  /** Listens until the returned undo is called. */
  readonly start: () => () => void;
};

export type FindingParts = { readonly api: Api; readonly tell: (told: Told) => void };

type StepWish = { readonly step: number; readonly done: boolean; readonly note?: string };

/** The finding beside the feed, with its evidence, runbook and timeline; renewed when it or one of its children changes. */
export const createFindingStore = ({ api, tell }: FindingParts) =>
  createStore<FindingState>()((set, get) => {
    /** Ticks or unticks; `back` is what takes that back. */
    const step = async (id: string, wish: StepWish, back: StepWish) => {
      const reply = await api.call('findings.step', { id, ...wish });
      if (!reply.ok) return tell({ text: words.notTicked(reply.fault.message), failed: true, undo: null });
      if (get().id === id) set({ noting: null });
      const number = wish.step + 1;
      tell({
        text: wish.done ? words.ticked(number) : words.unticked(number),
        failed: false,
        undo: () => void step(id, back, wish),
      });
      if (get().id === id) await get().refresh();
    };
    return {
      id: null,
      detail: undefined,
      fault: undefined,
      noting: null,
      show(id) {
        if (id === get().id) return;
        set({ id, detail: undefined, fault: undefined, noting: null });
        if (id !== null) void get().refresh();
      },
      async refresh() {
        const { id } = get();
        if (id === null) return;
        const reply = await api.call('findings.get', { id });
        if (get().id !== id) return;
        set(reply.ok ? { detail: reply.value, fault: undefined } : { fault: reply.fault });
      },
      askNote: (noting) => set({ noting }),
      async tick(index, note) {
        const { id, detail } = get();
        if (id === null || detail === undefined) return;
        if (note === undefined && detail.runbook?.steps[index]?.requires_note === true)
          return set({ noting: index });
        const wish = { step: index, done: true, ...(note === undefined ? {} : { note }) };
        await step(id, wish, { step: index, done: false });
      },
      async untick(index) {
        const { id, detail } = get();
        if (id === null) return;
        const note = detail?.steps.find((tick) => tick.step === index)?.note ?? null;
        const again = { step: index, done: true, ...(note === null ? {} : { note }) };
        await step(id, { step: index, done: false }, again);
      },
      async tickNext() {
        const { detail, tick } = get();
        const steps = detail === undefined ? [] : checklistOf(detail);
        const next = nextStep(steps);
        if (next !== null) return tick(next.index);
        tell({ text: steps.length > 0 ? words.allDone : words.nothingToTick, failed: false, undo: null });
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
    };
  });
export type FindingStore = ReturnType<typeof createFindingStore>;
