import { createStore } from 'zustand';
import type { Answer, Api, Fault, Input } from '#contract/index.ts';
import { csvOf } from '#core/kit/csv.ts';
import { toIso } from '#core/model/time.ts';
import { trailWords as words } from '#renderer/words/trail.ts';

export type TrailRow = Answer<'trail.page'>['rows'][number];
export type Filter = NonNullable<Input<'trail.page'>['filter']>;
type Verified = Answer<'trail.verify'>;

/** Rows of one page, and of one that is exported. */
const PAGE = 100;
const AT_ONCE = 500;
/** So many stretches of the trail are searched for a page before somebody is asked whether to go on. */
const MOST_STRETCHES = 8;
/** More rows are no file that somebody opens. */
const MOST_EXPORTED = 100_000;

/** What a check is doing, or found. */
export type Check =
  | { readonly state: 'RUNNING'; readonly done: number; readonly all: number }
  | { readonly state: 'STOPPED'; readonly done: number }
  | { readonly state: 'DONE'; readonly found: Verified }
  | { readonly state: 'FAILED'; readonly why: string };

export type TrailState = {
  /** The newest first; undefined: never loaded. */
  readonly rows: readonly TrailRow[] | undefined;
  readonly filter: Filter;
  /** Below which number the page begins; null: with the newest. */
  readonly before: number | null;
  readonly next: number | null;
  /** How far back it was searched for a page that is not full; null: it is full, or there is no more. */
  readonly searchedTo: number | null;
  readonly fault: Fault | undefined;
  /** The row that is shown whole; null: none. */
  readonly opened: number | null;
  readonly check: Check | null;
  /** What the last action came to, or how far it is. */
  readonly result: string | null;
  readonly busy: boolean;
  readonly load: () => Promise<void>;
  readonly find: (filter: Filter) => void;
  readonly turn: (before: number | null) => void;
  readonly open: (seq: number | null) => void;
  readonly verify: () => Promise<void>;
  readonly stop: () => void;
  readonly exportAs: (format: 'ndjson' | 'csv') => Promise<void>;
  readonly moveAnchors: (file: string) => Promise<void>;
};

export type TrailParts = {
  readonly api: Api;
  readonly save: (name: string, text: string) => void;
};

const HEADER = ['seq', 'at', 'actor', 'verified', 'action', 'entity', 'entity_id', 'reason', 'hash'] as const;

/** Rows as a file: NDJSON with all that chains them, CSV for spreadsheets. */
export function textOf(rows: readonly TrailRow[], format: 'ndjson' | 'csv'): string {
  if (format === 'ndjson') return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  return csvOf(
    HEADER,
    rows.map((row) => HEADER.map((name) => (name === 'at' ? toIso(row.at) : row[name]))),
  );
}

/** The audit trail, a page at a time; whether it is whole; and rows of it as a file. */
export const createTrailStore = ({ api, save }: TrailParts) =>
  createStore<TrailState>()((set, get) => {
    let turn = 0;
    let isStopped = false;
    const everything = async (filter: Filter): Promise<{ rows: TrailRow[]; cut: boolean } | Fault> => {
      const rows: TrailRow[] = [];
      for (let before: number | null = null; ; ) {
        const input: Input<'trail.page'> = { filter, before, limit: AT_ONCE };
        const reply: Awaited<ReturnType<typeof api.call<'trail.page'>>> = await api.call('trail.page', input);
        if (!reply.ok) return reply.fault;
        rows.push(...reply.value.rows);
        set({ result: words.exporting(rows.length) });
        if (reply.value.next === null) return { rows, cut: false };
        if (rows.length >= MOST_EXPORTED) return { rows, cut: true };
        before = reply.value.next;
      }
    };
    return {
      rows: undefined,
      filter: {},
      before: null,
      next: null,
      searchedTo: null,
      fault: undefined,
      opened: null,
      check: null,
      result: null,
      busy: false,
      async load() {
        const mine = ++turn;
        const { filter } = get();
        const rows: TrailRow[] = [];
        let { before } = get();
        for (let stretch = 1; ; stretch++) {
          const input: Input<'trail.page'> = { filter, before, limit: PAGE - rows.length };
          const reply: Awaited<ReturnType<typeof api.call<'trail.page'>>> = await api.call(
            'trail.page',
            input,
          );
          if (mine !== turn) return;
          if (!reply.ok) return set({ fault: reply.fault });
          const { next, searched_to } = reply.value;
          rows.push(...reply.value.rows);
          const isOver = searched_to === null || next === null || rows.length >= PAGE;
          if (isOver || stretch === MOST_STRETCHES)
            return set({ rows, next, searchedTo: isOver ? null : searched_to, fault: undefined });
          before = next;
        }
      },
      find(filter) {
        set({ filter, before: null, opened: null });
        void get().load();
      },
      turn(before) {
        set({ before, opened: null });
        void get().load();
      },
      open: (opened) => set({ opened }),
      async verify() {
        if (get().check?.state === 'RUNNING') return;
        isStopped = false;
        set({ check: { state: 'RUNNING', done: 0, all: 0 }, result: null });
        for (let after: Verified['last'] | null = null; ; ) {
          const reply: Awaited<ReturnType<typeof api.call<'trail.verify'>>> = await api.call('trail.verify', {
            after,
          });
          if (!reply.ok) return set({ check: { state: 'FAILED', why: reply.fault.message } });
          const value: Verified = reply.value;
          if (value.done) return set({ check: { state: 'DONE', found: value } });
          if (isStopped) return set({ check: { state: 'STOPPED', done: value.last.seq } });
          set({ check: { state: 'RUNNING', done: value.last.seq, all: value.head.seq } });
          after = value.last;
        }
      },
      stop() {
        isStopped = true;
      },
      async exportAs(format) {
        if (get().busy) return;
        set({ busy: true, result: null });
        // Taken once: whoever looks for something else meanwhile changes nothing of what is written down and exported.
        const { filter } = get();
        const noted = await api.call('trail.note_export', { filter, format });
        const found = noted.ok ? await everything(filter) : noted.fault;
        set({ busy: false });
        if (!('rows' in found)) return set({ result: words.notExported(found.message) });
        save(`audit-trail.${format}`, textOf(found.rows, format));
        set({ result: found.cut ? words.cut(found.rows.length) : words.exported(found.rows.length) });
      },
      async moveAnchors(file) {
        const reply = await api.call('trail.set_anchor', { file });
        set({ result: reply.ok ? words.moved(reply.value.file) : words.notMoved(reply.fault.message) });
      },
    };
  });
export type TrailStore = ReturnType<typeof createTrailStore>;
