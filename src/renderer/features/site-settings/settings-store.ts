import { createStore } from 'zustand';
import type { ScopeTarget } from '#contract/configuration.ts';
import type { Answer, Api, Fault, Input, Reply } from '#contract/index.ts';
import type { Problem } from '#contract/reply.ts';
import type { SettingField } from '#core/model/field-shape.ts';

export type Scope = Answer<'settings.scope'>;
export type Diff = Answer<'configuration.edit'>;
export type Version = Answer<'configuration.versions'>[number];
/** The fields that are changed and not saved yet; null: taken away. */
export type Draft = Readonly<Record<string, unknown>>;

/** What is edited: one tenant, client or site, or several sites alike. */
export type Place = { readonly targets: readonly [ScopeTarget, ...ScopeTarget[]] };

export type SettingsState = {
  /** Every field that there is; undefined until they are known. */
  readonly table: readonly SettingField[] | undefined;
  readonly place: Place | null;
  /** The scope as it is stored; of several sites the first, as a pattern. Kept when a later load fails. */
  readonly scope: Scope | undefined;
  readonly fault: Fault | undefined;
  /** Of every place that was left without saving. */
  readonly drafts: Readonly<Record<string, Draft>>;
  /** What the changes would do; null while that is not known. */
  readonly diff: Diff | null;
  readonly problems: readonly Problem[];
  /** Why the changes could not be tried or saved, beside the problems. */
  readonly refusal: Fault | undefined;
  readonly busy: boolean;
  /** The version that was saved last from here; null: none since the place was opened. */
  readonly saved: number | null;
  readonly versions: readonly Version[] | undefined;
  readonly show: (place: Place) => void;
  readonly load: () => Promise<void>;
  readonly set: (path: string, value: unknown) => void;
  /** Gives one field back as it is stored. */
  readonly keep: (path: string) => void;
  readonly discard: () => void;
  /** Tries the changes without writing anything. */
  readonly check: () => Promise<void>;
  readonly save: (reason: string) => Promise<boolean>;
  readonly loadVersions: () => Promise<void>;
  /** Takes a version back. */
  readonly undo: (version: number) => Promise<Reply<Answer<'configuration.roll_back'>>>;
  readonly exportFile: (
    place: Input<'configuration.export'>,
  ) => Promise<Answer<'configuration.export'> | Fault>;
  readonly start: () => () => void;
};

type SettingsParts = {
  readonly api: Api;
  readonly after: (ms: number, run: () => void) => () => void;
};

/** So long nobody types any more before the changes are tried, in ms. */
const REST = 400;
const UNTRIED = { diff: null, problems: [], refusal: undefined } as const;

export const keyOf = ({ targets }: Place): string =>
  targets.map(({ scope, tenant, code }) => `${scope} ${tenant} ${code}`).join('\n');

/** Always the same: a store that answers anew each time draws for ever. */
const NO_DRAFT: Draft = {};

/** The changes of the place that is shown. */
export const draftOf = ({ place, drafts }: Pick<SettingsState, 'place' | 'drafts'>): Draft =>
  (place === null ? undefined : drafts[keyOf(place)]) ?? NO_DRAFT;

/** Settings of a tenant, client or site: what is stored, what was changed and not saved, and what that would do. */
export const createSettingsStore = ({ api, after }: SettingsParts) =>
  createStore<SettingsState>()((set, get) => {
    let stopRest = () => {};
    /** The version that each draft was begun on: a place that is left and opened again must not forget it. */
    const bases = new Map<string, number>();

    function putDraft(draft: Draft): void {
      const { place, drafts, scope } = get();
      if (place === null || scope === undefined) return;
      const { [keyOf(place)]: _, ...others } = drafts;
      const isChanged = Object.keys(draft).length > 0;
      if (!isChanged) bases.delete(keyOf(place));
      else if (!bases.has(keyOf(place))) bases.set(keyOf(place), scope.version);
      set({ drafts: isChanged ? { ...others, [keyOf(place)]: draft } : others, ...UNTRIED, saved: null });
      stopRest();
      if (isChanged) stopRest = after(REST, () => void get().check());
    }

    /** The edit as the engine takes it; null without changes. */
    function edit(): Omit<Input<'configuration.edit'>, 'dry_run'> | null {
      const { place, scope } = get();
      const draft = draftOf(get());
      if (place === null || scope === undefined || Object.keys(draft).length === 0) return null;
      return {
        base_version: bases.get(keyOf(place)) ?? scope.version,
        changes: [{ targets: [...place.targets], set: { ...draft } }],
      };
    }

    return {
      table: undefined,
      place: null,
      scope: undefined,
      fault: undefined,
      drafts: {},
      ...UNTRIED,
      busy: false,
      saved: null,
      versions: undefined,
      show(place) {
        const { place: before } = get();
        if (before !== null && keyOf(before) === keyOf(place)) return void get().load();
        set({ place, scope: undefined, fault: undefined, ...UNTRIED, saved: null });
        void get().load();
      },
      async load() {
        const { place, table } = get();
        if (table === undefined) {
          const reply = await api.call('settings.fields', {});
          set(reply.ok ? { table: reply.value } : { fault: reply.fault });
        }
        if (place === null) return;
        const reply = await api.call('settings.scope', { target: place.targets[0] });
        if (get().place !== place) return; // another place was chosen meanwhile
        set(reply.ok ? { scope: reply.value, fault: undefined } : { fault: reply.fault });
        // Whoever was told of a conflict and loads again has seen what the other one did.
        if (reply.ok && get().refusal?.code === 'conflict') bases.set(keyOf(place), reply.value.version);
        if (Object.keys(draftOf(get())).length > 0) await get().check();
      },
      set: (path, value) => putDraft({ ...draftOf(get()), [path]: value }),
      keep(path) {
        const { [path]: _, ...others } = draftOf(get());
        putDraft(others);
      },
      discard: () => putDraft({}),
      async check() {
        const wanted = edit();
        if (wanted === null) return;
        const draft = draftOf(get());
        const reply = await api.call('configuration.edit', { ...wanted, dry_run: true });
        if (draftOf(get()) !== draft) return; // something was changed meanwhile
        if (reply.ok) return set({ ...UNTRIED, diff: reply.value });
        const { problems = [] } = reply.fault;
        set({ diff: null, problems, refusal: problems.length > 0 ? undefined : reply.fault });
      },
      async save(reason) {
        const wanted = edit();
        if (wanted === null || get().busy) return false;
        set({ busy: true });
        const input = { ...wanted, dry_run: false, ...(reason.trim() === '' ? {} : { reason }) };
        const reply = await api.call('configuration.edit', input);
        set({ busy: false });
        if (!reply.ok) {
          const { problems = [] } = reply.fault;
          set({ problems, refusal: problems.length > 0 ? undefined : reply.fault });
          return false;
        }
        putDraft({});
        set({ saved: reply.value.version });
        await get().load();
        return true;
      },
      async loadVersions() {
        const reply = await api.call('configuration.versions', { limit: 50 });
        set(reply.ok ? { versions: reply.value } : { refusal: reply.fault });
      },
      async undo(version) {
        const reply = await api.call('configuration.roll_back', { version, dry_run: false });
        await Promise.all([get().loadVersions(), get().load()]);
        return reply;
      },
      async exportFile(wanted) {
        const reply = await api.call('configuration.export', wanted);
        return reply.ok ? reply.value : reply.fault;
      },
      // A place with unsaved changes keeps the version that they were made on: saving tells who was quicker.
      start: () =>
        api.on('sites.changed', () => {
          if (get().place !== null && Object.keys(draftOf(get())).length === 0) void get().load();
        }),
    };
  });
export type SettingsStore = ReturnType<typeof createSettingsStore>;
