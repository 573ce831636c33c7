import { createStore } from 'zustand';
import type { ImportSample } from '#contract/imports.ts';
import type { Answer, Api, Fault } from '#contract/index.ts';
import { type ConfigurationRun, createConfigurationRun, type Diff } from './configuration-run.ts';
import { beginningOf, type ChosenFile } from './file-text.ts';
import { type ImportFile, isConfiguration, isTable, isTelemetry, recogniseFile } from './import-files.ts';
import { fitting, type Mapping } from './mapping-draft.ts';
import { NOTHING_READ, runTelemetry, type TelemetryCounts, toldFile, unreadable } from './telemetry-run.ts';

export const STEPS = ['files', 'columns', 'check', 'import', 'done'] as const;
export type Step = (typeof STEPS)[number];
export type SavedMapping = Answer<'mappings.list'>[number];
export type Undone = Answer<'configuration.roll_back'> | Fault;

/** As many files are imported together. */
export const MOST_FILES = 100;

export type ImportState = {
  readonly step: Step;
  readonly files: readonly ImportFile[];
  /** What the first records of each telemetry file become, by the number of the file. */
  readonly samples: Readonly<Record<number, ImportSample>>;
  readonly mappings: readonly SavedMapping[] | undefined;
  /** What is being done; null when nothing is. */
  readonly busy: 'looking' | 'checking' | 'importing' | 'undoing' | null;
  readonly fault: Fault | undefined;
  /** What the configuration files would change, or have changed; null without any. */
  readonly diff: Diff | null;
  /** What became of each telemetry file, or would become of it. */
  readonly counts: Readonly<Record<number, TelemetryCounts>>;
  readonly deactivateMissing: boolean;
  readonly undone: Undone | null;
  readonly add: (files: readonly ChosenFile[]) => Promise<void>;
  readonly remove: (id: number) => void;
  readonly change: (id: number, patch: Partial<Omit<ImportFile, 'id' | 'file'>>) => Promise<void>;
  readonly next: () => Promise<void>;
  readonly back: () => void;
  readonly deactivate: (missing: boolean) => Promise<void>;
  readonly loadMappings: () => Promise<void>;
  /** Keeps a mapping under its name; null when that was done. */
  readonly saveMapping: (mapping: Mapping) => Promise<Fault | null>;
  readonly removeMapping: (name: string) => Promise<Fault | null>;
  /** Does what was shown. */
  readonly run: () => Promise<void>;
  /** Stops reading telemetry after the piece that is under way. */
  readonly stop: () => void;
  readonly undo: () => Promise<void>;
  readonly reset: () => void;
};

export type ImportParts = {
  readonly api: Api;
  readonly newId: () => string;
  readonly after: (ms: number, run: () => void) => () => void;
};

/** So long nobody types any more before rows are read through a changed mapping, in ms. */
const REST = 300;

const NOTHING = {
  step: 'files' as const,
  files: [],
  samples: {},
  busy: null,
  fault: undefined,
  diff: null,
  counts: {},
  deactivateMissing: false,
  undone: null,
};
const UNCHECKED = { diff: null, counts: {}, fault: undefined };

export const configurationFiles = (files: readonly ImportFile[]): readonly ImportFile[] =>
  files.filter(({ kind }) => isConfiguration(kind));
export const telemetryFiles = (files: readonly ImportFile[]): readonly ImportFile[] =>
  files.filter(({ kind }) => isTelemetry(kind));

/** How many tenants, clients, sites and runbooks become different. */
export const changesOf = (diff: Diff | null): number =>
  diff?.entries.filter(({ change }) => change !== 'unchanged' && change !== 'missing').length ?? 0;

/** Whether every file can go on: each is something, and each table has columns that mean something. */
export const isReady = ({ files, samples }: Pick<ImportState, 'files' | 'samples'>): boolean =>
  files.length > 0 &&
  files.every(
    (file) =>
      file.trouble === null &&
      file.kind !== 'unknown' &&
      (!isTable(file) || (file.mapping !== null && (samples[file.id]?.problems.length ?? 1) === 0)),
  );

/** Files that are imported in steps: recognised, mapped, tried, and then done. Configuration is all or nothing and comes first: telemetry needs its sites. */
export const createImportStore = ({ api, newId, after }: ImportParts) =>
  createStore<ImportState>()((set, get) => {
    let importId = newId();
    let configuration: ConfigurationRun = createConfigurationRun(api, importId);
    let stopped = false;
    let stopRest = () => {};

    const patchFile = (id: number, patch: Partial<ImportFile>) =>
      set(({ files }) => ({ files: files.map((file) => (file.id === id ? { ...file, ...patch } : file)) }));

    async function sample(id: number): Promise<void> {
      const file = get().files.find((each) => each.id === id);
      if (file === undefined || !isTelemetry(file.kind)) return;
      const text = await beginningOf(file.file, file).catch((error: unknown) => {
        if (error instanceof TypeError || error instanceof DOMException) return unreadable(file, error);
        throw error;
      });
      if (typeof text !== 'string') return patchFile(id, { trouble: text.message });
      const reply = await api.call('imports.sample', { file: toldFile(file), text });
      if (get().files.find((each) => each.id === id)?.mapping !== file.mapping) return; // another one was chosen meanwhile
      if (!reply.ok) return patchFile(id, { trouble: reply.fault.message });
      set(({ samples }) => ({ samples: { ...samples, [id]: reply.value } }));
      if (isTable(file) && file.mapping === null) await propose(id, reply.value);
    }

    /** A mapping that was saved for such columns, else one that is guessed from them. */
    async function propose(id: number, { columns, suggestion }: ImportSample): Promise<void> {
      const saved = get().mappings?.find(({ mapping }) => fitting(mapping, columns ?? []))?.mapping;
      const mapping = saved ?? suggestion;
      if (mapping === null) return;
      patchFile(id, { mapping });
      await sample(id);
    }

    async function readTelemetry(dryRun: boolean): Promise<void> {
      const files = telemetryFiles(get().files);
      set({ counts: Object.fromEntries(files.map(({ id }) => [id, NOTHING_READ])) });
      for (const file of files) {
        const onCounts = (counts: TelemetryCounts) =>
          set((state) => ({ counts: { ...state.counts, [file.id]: counts } }));
        const parts = { api, importId, dryRun, isStopped: () => stopped, onCounts };
        if (stopped) onCounts({ ...NOTHING_READ, end: 'stopped' });
        else await runTelemetry(file, parts);
      }
    }

    /** Tries the configuration files, or imports them; false when that was refused. */
    async function runConfiguration(dryRun: boolean): Promise<boolean> {
      const { deactivateMissing } = get();
      const files = configurationFiles(get().files);
      if (files.length === 0) return true;
      const reply = await configuration.run(files, { dryRun, deactivateMissing });
      set(reply.ok ? { diff: reply.value, fault: undefined } : { diff: null, fault: reply.fault });
      return reply.ok;
    }

    async function check(): Promise<void> {
      stopped = false;
      set({ ...UNCHECKED, step: 'check', busy: 'checking' });
      await runConfiguration(true);
      if (!stopped) await readTelemetry(true);
      set({ busy: null });
    }

    const freeId = (): number => {
      const taken = new Set(get().files.map(({ id }) => id));
      return Array.from({ length: MOST_FILES }, (_, id) => id).find((id) => !taken.has(id)) ?? MOST_FILES;
    };

    return {
      ...NOTHING,
      mappings: undefined,
      async add(chosen) {
        if (get().busy !== null) return;
        if (get().step === 'done') get().reset();
        set({ ...UNCHECKED, step: 'files', busy: 'looking' });
        if (get().mappings === undefined) await get().loadMappings();
        for (const file of chosen) {
          const id = freeId();
          if (id === MOST_FILES) break;
          configuration.forget(id);
          const known = get().files.find((each) => each.file.name === file.name);
          const recognised = await recogniseFile(api, id, file);
          set(({ files }) => ({ files: [...files.filter((each) => each !== known), recognised] }));
          await sample(id);
        }
        set({ busy: null });
      },
      remove: (id) => set(({ files }) => ({ ...UNCHECKED, files: files.filter((file) => file.id !== id) })),
      async change(id, patch) {
        configuration.forget(id);
        patchFile(id, { trouble: null, ...patch });
        set(UNCHECKED);
        stopRest();
        if (patch.mapping === undefined) await sample(id);
        else stopRest = after(REST, () => void sample(id));
      },
      async next() {
        const { step, files, busy } = get();
        if (busy !== null || !files.every(({ kind }) => kind !== 'unknown')) return;
        if (step === 'files' && files.some(isTable)) set({ step: 'columns' });
        else if (isReady(get())) await check();
      },
      back() {
        const { step, files, busy } = get();
        stopped = true;
        if (busy !== 'importing' && (step === 'columns' || step === 'check'))
          set({ step: step === 'check' && files.some(isTable) ? 'columns' : 'files' });
      },
      async deactivate(deactivateMissing) {
        set({ deactivateMissing, busy: 'checking' });
        await runConfiguration(true);
        set({ busy: null });
      },
      async loadMappings() {
        const reply = await api.call('mappings.list', {});
        if (reply.ok) set({ mappings: reply.value });
      },
      async saveMapping(mapping) {
        const reply = await api.call('mappings.save', { mapping: { ...mapping } });
        if (!reply.ok) return reply.fault;
        await get().loadMappings();
        return null;
      },
      async removeMapping(name) {
        const reply = await api.call('mappings.remove', { name });
        if (!reply.ok) return reply.fault;
        await get().loadMappings();
        return null;
      },
      async run() {
        if (get().busy !== null) return;
        stopped = false;
        set({ step: 'import', busy: 'importing' });
        if (await runConfiguration(false)) {
          await readTelemetry(false);
          set({ step: 'done' });
          void api.call('imports.end', { import: importId });
        } else set({ step: 'check' });
        set({ busy: null });
      },
      stop() {
        stopped = true;
      },
      async undo() {
        const { diff, busy } = get();
        if (diff?.version == null || busy !== null) return;
        set({ busy: 'undoing' });
        const reply = await api.call('configuration.roll_back', { version: diff.version, dry_run: false });
        set({ busy: null, undone: reply.ok ? reply.value : reply.fault });
      },
      reset() {
        stopped = true;
        void api.call('imports.end', { import: importId });
        importId = newId();
        configuration = createConfigurationRun(api, importId);
        set(NOTHING);
      },
    };
  });
export type ImportStore = ReturnType<typeof createImportStore>;
