import { createStore } from 'zustand';
import type { Api, Fault } from '#contract/index.ts';
import type { FeedView } from '#contract/views.ts';
import { SECOND } from '#core/model/time.ts';
import { VIEWS_WORDS } from '#renderer/words/feed.ts';
import type { SavedView } from './view-model.ts';

/** How long an undo is offered, in ms. */
const UNDO_TIME = 10 * SECOND;

export type ViewsState = {
  readonly isOpen: boolean;
  /** undefined: never loaded. Kept when a later load fails. */
  readonly saved: readonly SavedView[] | undefined;
  readonly fault: Fault | undefined;
  /** What became of the last change, and the way back while there is one. */
  readonly message: { readonly text: string; readonly undo: (() => void) | null } | null;
  readonly open: (isOpen: boolean) => void;
  readonly load: () => Promise<void>;
  /** Resolves to whether it was saved. */
  readonly save: (name: string, view: FeedView, replace: boolean) => Promise<boolean>;
  readonly remove: (name: string) => Promise<void>;
  readonly start: () => () => void;
};

export type ViewsParts = {
  readonly api: Api;
  readonly after: (ms: number, run: () => void) => () => void;
};

/** Filters of the feed under their names, shared by all windows of the installation. */
export const createViewsStore = ({ api, after }: ViewsParts) =>
  createStore<ViewsState>()((set, get) => {
    let stopMessage: () => void = () => undefined;
    const tell = (text: string, undo: (() => void) | null) => {
      stopMessage();
      set({ message: { text, undo }, fault: undefined });
      stopMessage = after(UNDO_TIME, () => set({ message: null }));
    };
    return {
      isOpen: false,
      saved: undefined,
      fault: undefined,
      message: null,
      open: (isOpen) => set({ isOpen, fault: undefined }),
      async load() {
        const reply = await api.call('views.list', {});
        set(reply.ok ? { saved: reply.value, fault: undefined } : { fault: reply.fault });
      },
      async save(name, view, replace) {
        const reply = await api.call('views.save', { name, view, replace });
        if (reply.ok) tell(VIEWS_WORDS.saved(name), null);
        else set({ fault: reply.fault });
        await get().load();
        if (!reply.ok) set({ fault: reply.fault });
        return reply.ok;
      },
      async remove(name) {
        const reply = await api.call('views.remove', { name });
        if (!reply.ok) return set({ fault: reply.fault });
        const { view } = reply.value;
        tell(VIEWS_WORDS.removed(name), () => void get().save(name, view, false));
        await get().load();
      },
      start() {
        const stops = [
          api.on('views.changed', () => void get().load()),
          api.onConnection((connected) => connected && void get().load()),
          () => stopMessage(),
        ];
        return () => {
          for (const stop of stops) stop();
        };
      },
    };
  });
export type ViewsStore = ReturnType<typeof createViewsStore>;
