import { createStore } from 'zustand';
import type { Answer, Api, Fault } from '#contract/index.ts';
import type { RolloutPhase } from '#core/model/rollout.ts';
import { rolloutWords as words } from '#renderer/words/rollout.ts';

export type Standing = Answer<'rollout.get'>;
export type RolloutSite = Standing['sites'][number];
export type Values = Standing['proposals'][number]['values'];
export type Trial = Answer<'rollout.apply'>;

export type RolloutState = {
  /** undefined: never loaded. Kept when a later load fails. */
  readonly standing: Standing | undefined;
  readonly fault: Fault | undefined;
  /** The phase that is looked at; null until it is known which comes next. */
  readonly phase: RolloutPhase | null;
  /** What would be set, and at which sites. */
  readonly values: Values | undefined;
  readonly chosen: ReadonlySet<string>;
  /** What it would change; null while nobody asked. */
  readonly trial: Trial | null;
  /** Why it could not be tried, applied or undone. */
  readonly refusal: Fault | undefined;
  /** What was done last. */
  readonly told: string | null;
  readonly busy: 'loading' | 'trying' | 'applying' | 'learning' | null;
  readonly load: () => Promise<void>;
  /** Looks at a phase, as it is proposed. */
  readonly show: (phase: RolloutPhase) => void;
  readonly set: (values: Partial<Values>) => void;
  readonly choose: (sites: readonly string[], isOn: boolean) => void;
  /** The sites that the phase proposes. */
  readonly asProposed: () => void;
  readonly tryIt: () => Promise<void>;
  readonly drop: () => void;
  readonly apply: (reason: string) => Promise<void>;
  readonly undo: (id: string) => Promise<void>;
  /** Every site learns anew from what is stored of the last thirty days. */
  readonly learn: () => Promise<void>;
};

const LOOK_BACK_DAYS = 30;

/** Where the rollout is, and the phase that is being prepared. */
export const createRolloutStore = (api: Api) =>
  createStore<RolloutState>()((set, get) => {
    const input = (dry_run: boolean, reason: string) => {
      const { standing, phase, values, chosen } = get();
      if (standing === undefined || phase === null || values === undefined || chosen.size === 0) return null;
      return {
        ...{ phase, values, sites: [...chosen].sort(), base_version: standing.version, dry_run },
        ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      };
    };
    return {
      standing: undefined,
      fault: undefined,
      phase: null,
      values: undefined,
      chosen: new Set(),
      trial: null,
      refusal: undefined,
      told: null,
      busy: null,
      async load() {
        set({ busy: 'loading' });
        const reply = await api.call('rollout.get', {});
        set({ busy: null });
        if (!reply.ok) return set({ fault: reply.fault });
        const isFirst = get().standing === undefined;
        set({ standing: reply.value, fault: undefined });
        if (isFirst) get().show(reply.value.next ?? 'FULL');
      },
      show(phase) {
        const proposal = get().standing?.proposals.find((each) => each.phase === phase);
        set({ phase, values: proposal?.values, trial: null, refusal: undefined, told: null });
        get().asProposed();
      },
      set(values) {
        const before = get().values;
        if (before !== undefined) set({ values: { ...before, ...values } });
      },
      choose(sites, isOn) {
        const chosen = new Set(get().chosen);
        for (const site of sites) isOn ? chosen.add(site) : chosen.delete(site);
        set({ chosen });
      },
      asProposed() {
        const { standing, phase } = get();
        set({ chosen: new Set(standing?.proposals.find((each) => each.phase === phase)?.sites) });
      },
      async tryIt() {
        const asked = input(true, '');
        if (asked === null || get().busy !== null) return;
        set({ busy: 'trying', refusal: undefined, told: null });
        const reply = await api.call('rollout.apply', asked);
        set({ busy: null, ...(reply.ok ? { trial: reply.value } : { refusal: reply.fault }) });
      },
      drop: () => set({ trial: null, refusal: undefined }),
      async apply(reason) {
        const asked = input(false, reason);
        if (asked === null || get().busy !== null) return;
        set({ busy: 'applying', refusal: undefined });
        const reply = await api.call('rollout.apply', asked);
        set({ busy: null });
        if (!reply.ok) return set({ refusal: reply.fault });
        const told = words.applied(words.names[asked.phase], reply.value.version);
        set({ trial: null });
        await get().load();
        get().show(get().standing?.next ?? 'FULL');
        set({ told });
      },
      async undo(id) {
        if (get().busy !== null) return;
        set({ busy: 'applying', refusal: undefined, told: null });
        const reply = await api.call('rollout.undo', { id });
        set({ busy: null });
        if (!reply.ok) return set({ refusal: reply.fault });
        await get().load();
        get().show(get().standing?.next ?? 'FULL');
        set({ told: words.undone });
      },
      async learn() {
        if (get().busy !== null) return;
        set({ busy: 'learning', refusal: undefined, told: null });
        const reply = await api.call('baselines.build', { days: LOOK_BACK_DAYS });
        set({ busy: null });
        if (!reply.ok) return set({ refusal: reply.fault });
        await get().load();
        set({ told: words.learned(get().standing?.sites.length ?? 0) });
      },
    };
  });
export type RolloutStore = ReturnType<typeof createRolloutStore>;
