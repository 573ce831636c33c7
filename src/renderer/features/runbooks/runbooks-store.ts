import { createStore } from 'zustand';
import type { Answer, Api, Fault } from '#contract/index.ts';
import type { Problem } from '#contract/reply.ts';
import type { RunbookComparisonDto, ShelvedRunbookDto } from '#contract/runbooks.ts';
import { DAY } from '#core/model/time.ts';
import { type Draft, documentOf, draftOf } from './draft.ts';

export type RunbookVersion = Answer<'runbooks.history'>[number];
export type Effect = Answer<'runbooks.effect'>;
export type Difference = Answer<'runbooks.save'>['fields'];

/** A runbook that is being written. */
export type Editing = {
  readonly draft: Draft;
  /** The version that it was begun on; 0: there is none. */
  readonly base: number;
  readonly isChanged: boolean;
};

export type RunbooksState = {
  /** The newest version of each; undefined until they are known. Kept when a later load fails. */
  readonly shelf: readonly ShelvedRunbookDto[] | undefined;
  /** Finding types without a runbook. */
  readonly gaps: readonly string[];
  readonly fault: Fault | undefined;
  /** Finding type of the one that is shown. */
  readonly chosen: string | null;
  readonly versions: readonly RunbookVersion[] | undefined;
  /** How its versions did; null: this person may not ask, or it could not be told. */
  readonly effect: Effect | null | undefined;
  /** Its comparisons, the newest first; null: this person may not ask, or it could not be told. */
  readonly comparisons: readonly RunbookComparisonDto[] | null | undefined;
  /** Finding types that would have no runbook if the one that is shown was retired; undefined until it is known. */
  readonly leftWithout: readonly string[] | undefined;
  /** So many days back it is looked at how they did. */
  readonly days: number;
  readonly editing: Editing | null;
  /** What saving would change; null while that is not known. */
  readonly difference: Difference | null;
  readonly problems: readonly Problem[];
  readonly refusal: Fault | undefined;
  readonly busy: boolean;
  /** The version that was saved last from here. */
  readonly saved: number | null;
  readonly load: () => Promise<void>;
  readonly choose: (findingType: string) => void;
  readonly lookBack: (days: number) => void;
  readonly edit: () => void;
  /** Begins a runbook for a type that has none of its own, from the one that is shown. */
  readonly begin: (findingType: string) => void;
  readonly change: (patch: Partial<Draft>) => void;
  readonly discard: () => void;
  /** Tries the draft without writing anything. */
  readonly check: () => Promise<void>;
  readonly save: (reason: string) => Promise<boolean>;
  /** Asks what retiring the one that is shown would leave without a runbook. */
  readonly askRetire: () => Promise<void>;
  /** Changes what new findings are opened with. Undefined when it was done, else why not. */
  readonly stand: (standing: Standing) => Promise<Fault | undefined>;
};

/** A change of what new findings are opened with. */
export type Standing = { readonly reason: string } & (
  | { readonly what: 'compare'; readonly first: number; readonly second: number }
  | { readonly what: 'end' | 'retire' | 'bringBack' }
);

export type RunbooksParts = {
  readonly api: Api;
  /** Whether this person may ask how versions did. */
  readonly mayJudge: () => boolean;
  readonly now: () => number;
  readonly after: (ms: number, run: () => void) => () => void;
};

/** So long nobody types any more before the draft is tried, in ms. */
const REST = 400;
const UNTRIED = { difference: null, problems: [], refusal: undefined } as const;

/** The shelf of runbooks, the one that is open with its versions and how they did, and what is being written. */
export const createRunbooksStore = ({ api, mayJudge, now, after }: RunbooksParts) =>
  createStore<RunbooksState>()((set, get) => {
    let stopRest = () => {};
    const shown = (): ShelvedRunbookDto | undefined =>
      get().shelf?.find(({ finding_type }) => finding_type === get().chosen);

    async function loadVersions(findingType: string): Promise<void> {
      const reply = await api.call('runbooks.history', { finding_type: findingType });
      if (get().chosen !== findingType) return; // another was opened meanwhile
      set(reply.ok ? { versions: reply.value } : { fault: reply.fault });
    }
    async function loadEffect(findingType: string): Promise<void> {
      if (!mayJudge()) return set({ effect: null });
      const [to, days] = [now(), get().days];
      const reply = await api.call('runbooks.effect', {
        finding_type: findingType,
        from: to - days * DAY,
        to,
      });
      if (get().chosen === findingType && get().days === days) set({ effect: reply.ok ? reply.value : null });
    }
    function refused(fault: Fault): void {
      const { problems = [] } = fault;
      set({ difference: null, problems, refusal: problems.length > 0 ? undefined : fault });
    }
    async function loadComparisons(findingType: string): Promise<void> {
      if (!mayJudge()) return set({ comparisons: null });
      const reply = await api.call('runbooks.comparisons', { finding_type: findingType });
      if (get().chosen === findingType) set({ comparisons: reply.ok ? reply.value : null });
    }
    async function loadGaps(): Promise<void> {
      const reply = await api.call('runbooks.gaps', {});
      if (reply.ok) set({ gaps: reply.value.types });
    }
    function sendStanding(finding_type: string, standing: Standing) {
      const { reason } = standing;
      switch (standing.what) {
        case 'compare': {
          const { first, second } = standing;
          return api.call('runbooks.compare', { finding_type, first, second, reason });
        }
        case 'end':
          return api.call('runbooks.end_comparison', { finding_type, reason });
        case 'retire':
          return api.call('runbooks.retire', { finding_type, reason, dry_run: false });
        case 'bringBack':
          return api.call('runbooks.bring_back', { finding_type, reason });
      }
    }
    const begin = (editing: Editing) => set({ editing, ...UNTRIED, saved: null });

    return {
      shelf: undefined,
      fault: undefined,
      chosen: null,
      versions: undefined,
      effect: undefined,
      gaps: [],
      comparisons: undefined,
      leftWithout: undefined,
      days: 90,
      editing: null,
      ...UNTRIED,
      busy: false,
      saved: null,
      async load() {
        const reply = await api.call('runbooks.list', {});
        if (!reply.ok) return set({ fault: reply.fault });
        set({ shelf: reply.value, fault: undefined });
        const chosen = get().chosen ?? reply.value[0]?.finding_type;
        if (chosen === undefined) return;
        set({ chosen });
        await Promise.all([loadVersions(chosen), loadEffect(chosen), loadComparisons(chosen), loadGaps()]);
      },
      choose(findingType) {
        if (get().chosen === findingType) return;
        set({
          chosen: findingType,
          versions: undefined,
          effect: undefined,
          comparisons: undefined,
          saved: null,
        });
        void loadVersions(findingType);
        void loadEffect(findingType);
        void loadComparisons(findingType);
      },
      lookBack(days) {
        set({ days, effect: undefined });
        const { chosen } = get();
        if (chosen !== null) void loadEffect(chosen);
      },
      edit() {
        const runbook = shown();
        if (runbook !== undefined)
          begin({ draft: draftOf(runbook), base: runbook.version, isChanged: false });
      },
      begin(findingType) {
        const runbook = shown();
        if (runbook !== undefined) begin({ draft: draftOf(runbook, findingType), base: 0, isChanged: true });
        void get().check();
      },
      change(patch) {
        const { editing } = get();
        if (editing === null) return;
        set({
          editing: { ...editing, draft: { ...editing.draft, ...patch }, isChanged: true },
          difference: null,
        });
        stopRest();
        stopRest = after(REST, () => void get().check());
      },
      discard: () => set({ editing: null, ...UNTRIED }),
      async check() {
        const { editing } = get();
        if (editing === null) return;
        const { draft, base } = editing;
        const reply = await api.call('runbooks.save', {
          runbook: documentOf(draft),
          base_version: base,
          dry_run: true,
        });
        if (get().editing?.draft !== draft) return; // something was changed meanwhile
        if (reply.ok) set({ ...UNTRIED, difference: reply.value.fields });
        else refused(reply.fault);
      },
      async askRetire() {
        const { chosen } = get();
        set({ leftWithout: undefined });
        if (chosen === null) return;
        const reply = await api.call('runbooks.retire', { finding_type: chosen, dry_run: true });
        if (reply.ok && get().chosen === chosen) set({ leftWithout: reply.value.left_without });
      },
      async stand(standing) {
        const { chosen, busy } = get();
        if (chosen === null || busy) return undefined;
        set({ busy: true });
        const reply = await sendStanding(chosen, standing);
        set({ busy: false });
        if (!reply.ok) return reply.fault;
        await get().load();
        return undefined;
      },
      async save(reason) {
        const { editing, busy } = get();
        if (editing === null || busy) return false;
        set({ busy: true });
        const reply = await api.call('runbooks.save', {
          runbook: documentOf(editing.draft),
          base_version: editing.base,
          dry_run: false,
          ...(reason.trim() === '' ? {} : { reason }),
        });
        set({ busy: false });
        if (!reply.ok) {
          refused(reply.fault);
          return false;
        }
        set({ editing: null, ...UNTRIED, saved: reply.value.version, chosen: editing.draft.finding_type });
        await get().load();
        return true;
      },
    };
  });
export type RunbooksStore = ReturnType<typeof createRunbooksStore>;
