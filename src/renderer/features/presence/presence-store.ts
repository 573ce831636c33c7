import { createStore } from 'zustand';
import type { Api } from '#contract/index.ts';
import { LOOK_EVERY_MS, type Looking } from '#contract/presence.ts';
import { presenceWords as words } from '#renderer/words/workstations.ts';

export type PresenceState = {
  readonly looking: readonly Looking[];
  /** Who else has which finding before them, in words, by its id. */
  readonly others: ReadonlyMap<string, string>;
  /** This window shows another finding, or none. */
  readonly show: (finding: string | null) => void;
  /** Says what this window shows, and listens, until the returned undo is called. */
  readonly start: () => () => void;
};
export type PresenceParts = {
  readonly api: Api;
  readonly every: (ms: number, run: () => void) => () => void;
  /** Of this window alone. */
  readonly window: string;
  /** Who sits here; null where nobody signs in: then everybody is one person to everybody else. */
  readonly me: () => string | null;
  /** Whether a person can see this window at all. */
  readonly isSeen: () => boolean;
};

/** Who has which finding before them. */
export const createPresenceStore = ({ api, every, window, me, isSeen }: PresenceParts) =>
  createStore<PresenceState>()((set, get) => {
    let shown: string | null = null;
    let told: string | null = null;
    const hear = (looking: readonly Looking[]) => set({ looking, others: othersOf(looking, window, me()) });
    const tell = () => {
      const finding = isSeen() ? shown : null;
      if (me() === null || (finding === null && told === null)) return;
      told = finding;
      void api.call('presence.look', { window, finding });
    };
    const load = async () => {
      if (me() === null) return;
      const reply = await api.call('presence.list', {});
      if (reply.ok) hear(reply.value.looking);
    };
    return {
      looking: [],
      others: new Map(),
      show(finding) {
        if (finding === shown) return;
        shown = finding;
        tell();
      },
      start() {
        const stops = [
          api.on('presence.changed', ({ looking }) => hear(looking)),
          api.onConnection((connected) => {
            if (!connected) return set({ looking: [], others: new Map() });
            void load();
            tell();
          }),
          every(LOOK_EVERY_MS, tell),
        ];
        return () => {
          get().show(null);
          for (const stop of stops) stop();
        };
      },
    };
  });
export type PresenceStore = ReturnType<typeof createPresenceStore>;

/** `Ada (OPS-2), Bob (OPS-3)` by finding: neither this window nor another one of the same person. */
function othersOf(
  looking: readonly Looking[],
  window: string,
  me: string | null,
): ReadonlyMap<string, string> {
  const names = new Map<string, Set<string>>();
  for (const each of looking) {
    if (each.window === window || each.name === me) continue;
    const all = names.get(each.finding) ?? new Set();
    names.set(each.finding, all.add(words.who(each.name, each.station)));
  }
  return new Map([...names].map(([finding, all]) => [finding, words.looks([...all].join(words.and))]));
}
