import { createStore } from 'zustand';
import type { Answer, Api, Fault, Input } from '#contract/index.ts';
import { quarantineWords as words } from '#renderer/words/quarantine.ts';

/** Lines of one page. */
const PAGE = 100;
/** Lines that are asked for at once when all are exported. */
const AT_ONCE = 1_000;

export type Line = Answer<'quarantine.list'>[number];
export type Group = Answer<'quarantine.groups'>[number];
/** Which lines are shown; null: all. */
export type Chosen = Pick<Group, 'reason' | 'source'> | null;
export type Choice = Input<'quarantine.retry'>;

export type QuarantineState = {
  readonly groups: readonly Group[] | undefined;
  readonly chosen: Chosen;
  /** One page, the newest first. */
  readonly lines: readonly Line[];
  /** The number before which the page begins; null: with the newest. */
  readonly before: number | null;
  readonly hasOlder: boolean;
  readonly fault: Fault | undefined;
  readonly busy: boolean;
  /** What the last action came to, in a sentence. */
  readonly result: string | null;
  readonly load: () => Promise<void>;
  readonly choose: (chosen: Chosen) => void;
  readonly older: () => void;
  readonly newest: () => void;
  /** `ids` absent: everything that is chosen. */
  readonly retry: (ids?: readonly number[]) => Promise<void>;
  readonly discard: (because: string, ids?: readonly number[]) => Promise<void>;
  readonly exportAll: () => Promise<void>;
  /** Listens until the returned undo is called. */
  readonly show: () => () => void;
};

export type QuarantineParts = {
  readonly api: Api;
  /** Gives the person a file. */
  readonly save: (name: string, text: string) => void;
};

const choiceOf = (chosen: Chosen, ids?: readonly number[]): Choice => ({
  ...(chosen === null ? {} : { reason: chosen.reason, source: chosen.source }),
  ...(ids === undefined ? {} : { ids: [...ids] }),
});

/** What was refused, by reason and source, a page at a time. */
export const createQuarantineStore = ({ api, save }: QuarantineParts) =>
  createStore<QuarantineState>()((set, get) => {
    let turn = 0;
    const page = (before: number | null, limit: number) =>
      api.call('quarantine.list', {
        ...choiceOf(get().chosen),
        ...(before === null ? {} : { before }),
        limit,
      });
    const turnTo = (patch: Partial<Pick<QuarantineState, 'chosen' | 'before'>>) => {
      set(patch);
      void get().load();
    };
    /** One at a time; the list is loaded again whatever became of it. */
    const act = async (work: () => Promise<string>) => {
      if (get().busy) return;
      set({ busy: true, result: null });
      const result = await work();
      set({ busy: false, result, before: null });
      await get().load();
    };
    return {
      groups: undefined,
      chosen: null,
      lines: [],
      before: null,
      hasOlder: false,
      fault: undefined,
      busy: false,
      result: null,
      async load() {
        turn += 1;
        const own = turn;
        const [groups, lines] = await Promise.all([
          api.call('quarantine.groups', {}),
          page(get().before, PAGE + 1),
        ]);
        if (own !== turn) return; // another choice was made meanwhile
        if (!groups.ok) return set({ fault: groups.fault });
        if (!lines.ok) return set({ fault: lines.fault });
        set({
          groups: groups.value,
          lines: lines.value.slice(0, PAGE),
          hasOlder: lines.value.length > PAGE,
          fault: undefined,
        });
      },
      choose: (chosen) => turnTo({ chosen, before: null }),
      older: () => turnTo({ before: get().lines.at(-1)?.id ?? null }),
      newest: () => turnTo({ before: null }),
      retry: (ids) =>
        act(async () => {
          const reply = await api.call('quarantine.retry', choiceOf(get().chosen, ids));
          return reply.ok ? words.retried(reply.value) : words.refused(reply.fault.message);
        }),
      discard: (because, ids) =>
        act(async () => {
          const reply = await api.call('quarantine.discard', { ...choiceOf(get().chosen, ids), because });
          return reply.ok ? words.discarded(reply.value.discarded) : words.refused(reply.fault.message);
        }),
      exportAll: () =>
        act(async () => {
          const parts: string[] = [];
          let lines = 0;
          for (let before: number | null = null; ; ) {
            const reply: Awaited<ReturnType<typeof page>> = await page(before, AT_ONCE);
            if (!reply.ok) return words.refused(reply.fault.message);
            parts.push(...reply.value.map((line) => `${JSON.stringify(line)}\n`));
            lines += reply.value.length;
            before = reply.value.at(-1)?.id ?? null;
            if (reply.value.length < AT_ONCE || before === null) break;
          }
          save(words.fileName, parts.join(''));
          return words.exported(lines);
        }),
      show() {
        void get().load();
        let counted: number | null = null;
        return api.on('engine.changed', ({ quarantined }) => {
          if (counted !== null && counted !== quarantined && get().before === null) void get().load();
          counted = quarantined;
        });
      },
    };
  });
export type QuarantineStore = ReturnType<typeof createQuarantineStore>;
