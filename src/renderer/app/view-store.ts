import { createStore } from 'zustand';

export const THEMES = ['system', 'dark', 'light', 'contrast'] as const;
export type Theme = (typeof THEMES)[number];
export type Screen = 'feed' | 'fleet' | 'baselines';
export type Dialog = 'keys' | 'palette' | 'person' | 'import';

/** Where the choices of this screen are kept between starts. */
export type Keep = Pick<Storage, 'getItem' | 'setItem'>;
const KEY = 'vigil.view';

type Kept = { readonly theme: Theme; readonly divider: number };
const FRESH: Kept = { theme: 'system', divider: 48 };

export type ViewState = Kept & {
  readonly screen: Screen;
  readonly dialog: Dialog | null;
  /** On a narrow screen: whether the finding covers the feed. */
  readonly covers: boolean;
  readonly go: (screen: Screen) => void;
  readonly open: (dialog: Dialog) => void;
  readonly close: () => void;
  readonly cover: (covers: boolean) => void;
  readonly useTheme: (theme: Theme) => void;
  readonly nextTheme: () => void;
  readonly moveDivider: (percent: number) => void;
};

/** What was kept, as far as it can be read. */
export function readKept(keep: Keep): Kept {
  try {
    const kept: unknown = JSON.parse(keep.getItem(KEY) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return FRESH;
    const theme = THEMES.find((each) => 'theme' in kept && kept.theme === each) ?? FRESH.theme;
    const divider = 'divider' in kept && typeof kept.divider === 'number' ? kept.divider : FRESH.divider;
    return { theme, divider };
  } catch {
    return FRESH; // somebody else's text: start afresh
  }
}

/** What this screen shows, and how. */
export const createViewStore = (keep: Keep) =>
  createStore<ViewState>()((set, get) => {
    const remember = (patch: Partial<Kept>) => {
      set(patch);
      const { theme, divider } = get();
      keep.setItem(KEY, JSON.stringify({ theme, divider }));
    };
    return {
      ...readKept(keep),
      screen: 'feed',
      dialog: null,
      covers: false,
      go: (screen) => set({ screen }),
      open: (dialog) => set({ dialog }),
      close: () => set({ dialog: null }),
      cover: (covers) => set({ covers }),
      useTheme: (theme) => remember({ theme }),
      nextTheme: () =>
        remember({ theme: THEMES[(THEMES.indexOf(get().theme) + 1) % THEMES.length] ?? FRESH.theme }),
      moveDivider: (divider) => remember({ divider }),
    };
  });
export type ViewStore = ReturnType<typeof createViewStore>;
