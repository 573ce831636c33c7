import { createStore } from 'zustand';
import type { Answer, Api, Fault } from '#contract/index.ts';

export type Diff = Answer<'configuration.import'>;
/** A file as the browser read it. */
export type TextFile = { readonly name: string; readonly text: string };

export type ImportState = {
  /** What was chosen, and what it would change; null before anything was chosen. */
  readonly files: readonly TextFile[] | null;
  readonly diff: Diff | null;
  /** Whether `diff` has been done, not only tried. */
  readonly done: boolean;
  readonly busy: boolean;
  readonly fault: Fault | undefined;
  readonly deactivateMissing: boolean;
  /** Reads the files without changing anything. */
  readonly check: (files: readonly TextFile[], deactivateMissing?: boolean) => Promise<void>;
  /** Does what was shown. */
  readonly confirm: () => Promise<void>;
  readonly reset: () => void;
};

const NOTHING = {
  files: null,
  diff: null,
  done: false,
  busy: false,
  fault: undefined,
  deactivateMissing: false,
};

/** An import in three steps: choose, see what would change, do it. All or nothing. */
export const createImportStore = (api: Api) =>
  createStore<ImportState>()((set, get) => ({
    ...NOTHING,
    async check(files, deactivateMissing = get().deactivateMissing) {
      set({ ...NOTHING, files, deactivateMissing, busy: true });
      const reply = await api.call('configuration.import', {
        files: [...files],
        dry_run: true,
        deactivate_missing: deactivateMissing,
      });
      if (get().files !== files) return;
      set({ busy: false, ...(reply.ok ? { diff: reply.value } : { fault: reply.fault }) });
    },
    async confirm() {
      const { files, deactivateMissing } = get();
      if (files === null) return;
      set({ busy: true, fault: undefined });
      const reply = await api.call('configuration.import', {
        files: [...files],
        dry_run: false,
        deactivate_missing: deactivateMissing,
      });
      set({ busy: false, ...(reply.ok ? { diff: reply.value, done: true } : { fault: reply.fault }) });
    },
    reset: () => set(NOTHING),
  }));
export type ImportStore = ReturnType<typeof createImportStore>;
