import { z } from 'zod';
import { createStore } from 'zustand';
import type { Density } from '#renderer/ui/density.tsx';
import { DENSITIES } from '#renderer/ui/density.tsx';
import type { HourCycle } from '#renderer/ui/time.ts';
import { HOUR_CYCLES } from '#renderer/ui/time.ts';

export const THEMES = ['system', 'dark', 'light', 'contrast'] as const;
export type Theme = (typeof THEMES)[number];
export type Screen =
  | 'feed'
  | 'fleet'
  | 'map'
  | 'baselines'
  | 'indicators'
  | 'reports'
  | 'engine'
  | 'connectors'
  | 'configuration'
  | 'what-if'
  | 'quarantine'
  | 'maintenance'
  | 'runbooks'
  | 'import'
  | 'actions'
  | 'bundles'
  | 'checkups'
  | 'keeping'
  | 'rollout'
  | 'trail';
export type Dialog =
  | 'about'
  | 'keys'
  | 'palette'
  | 'person'
  | 'accounts'
  | 'desks'
  | 'settings'
  | 'workstations';

/** Where the choices of this screen are kept between starts. */
export type Keep = Pick<Storage, 'getItem' | 'setItem'>;
const KEY = 'vigil.view';

/** What a workstation remembers; each choice that cannot be read is the usual one. */
const Kept = z.object({
  theme: z.enum(THEMES).catch('system'),
  density: z.enum(DENSITIES).catch('compact'),
  hours: z.enum(HOUR_CYCLES).catch('24'),
  /** Width of the left part of a split, in percent. */
  divider: z.number().min(10).max(90).catch(48),
});
type Kept = z.output<typeof Kept>;

export type ViewState = Kept & {
  readonly screen: Screen;
  /** Code of the site whose page covers the fleet; null: the fleet is shown. */
  readonly site: string | null;
  readonly dialog: Dialog | null;
  /** On a narrow screen: whether the finding covers the feed. */
  readonly covers: boolean;
  readonly go: (screen: Screen) => void;
  /** Shows the page of a site; null goes back to the fleet. */
  readonly showSite: (site: string | null) => void;
  readonly open: (dialog: Dialog) => void;
  readonly close: () => void;
  readonly cover: (covers: boolean) => void;
  readonly useTheme: (theme: Theme) => void;
  readonly nextTheme: () => void;
  readonly useDensity: (density: Density) => void;
  readonly writeHours: (hours: HourCycle) => void;
  readonly moveDivider: (percent: number) => void;
};

/** What was kept, as far as it can be read. */
export function readKept(keep: Keep): Kept {
  try {
    return Kept.catch(Kept.parse({})).parse(JSON.parse(keep.getItem(KEY) ?? '{}'));
  } catch {
    return Kept.parse({}); // somebody else's text: start afresh
  }
}

/** What this screen shows, and how. */
export const createViewStore = (keep: Keep) =>
  createStore<ViewState>()((set, get) => {
    const remember = (patch: Partial<Kept>) => {
      set(patch);
      keep.setItem(KEY, JSON.stringify(Kept.parse(get())));
    };
    return {
      ...readKept(keep),
      screen: 'feed',
      site: null,
      dialog: null,
      covers: false,
      go: (screen) => set({ screen, site: null }),
      showSite: (site) => set({ screen: 'fleet', site }),
      open: (dialog) => set({ dialog }),
      close: () => set({ dialog: null }),
      cover: (covers) => set({ covers }),
      useTheme: (theme) => remember({ theme }),
      nextTheme: () =>
        remember({ theme: THEMES[(THEMES.indexOf(get().theme) + 1) % THEMES.length] ?? 'system' }),
      useDensity: (density) => remember({ density }),
      writeHours: (hours) => remember({ hours }),
      moveDivider: (divider) => remember({ divider }),
    };
  });
export type ViewStore = ReturnType<typeof createViewStore>;
