import { CSPProvider } from '@base-ui/react/csp-provider';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { EngineStore } from '#renderer/features/engine/index.ts';
import { troubleOf } from '#renderer/features/engine/index.ts';
import type { WallTrouble } from '#renderer/features/wall/index.ts';
import { Wall } from '#renderer/features/wall/index.ts';
import type { ScreenClock } from '#renderer/ui/clock.tsx';
import { ClockProvider, useNow } from '#renderer/ui/clock.tsx';
import { formatAge, formatClock, writeHours } from '#renderer/ui/time.ts';
import { WALL } from '#renderer/words/wall.ts';
import { useTheme } from './use-theme.ts';
import { readKept } from './view-store.ts';
import type { WallStores } from './wall-stores.ts';

/** What is wrong with the engine or the way to it, in the words of the wall. */
function useTrouble(engine: EngineStore): WallTrouble | null {
  const heard = useStore(engine);
  const now = useNow();
  const trouble = troubleOf(heard, now);
  if (trouble === null) return null;
  if (trouble.kind === 'state') return { text: trouble.text, stale: false, grave: trouble.grave };
  if (trouble.kind === 'never') return { text: trouble.advice ?? WALL.never, stale: true, grave: true };
  const zone = heard.status?.timezone ?? 'UTC';
  const old = WALL.stale(formatClock(trouble.since, zone, now), formatAge(now - trouble.since));
  return { text: trouble.advice === null ? old : `${old} ${trouble.advice}`, stale: true, grave: true };
}

function Board({ stores: { engine, wall } }: { readonly stores: WallStores }) {
  const status = useStore(engine, (state) => state.status);
  return <Wall store={wall} status={status} trouble={useTrouble(engine)} />;
}

export type WallAppProps = { readonly stores: WallStores; readonly clock: ScreenClock };

/** The wall board in a window of its own, in the theme and with the clock of this workstation. */
export function WallApp({ stores, clock }: WallAppProps) {
  const { theme, hours } = readKept(localStorage);
  writeHours(hours);
  useTheme(theme);
  useEffect(() => {
    document.title = WALL.title;
    return stores.engine.getState().start();
  }, [stores]);
  return (
    <CSPProvider disableStyleElements>
      <ClockProvider clock={clock}>
        <Board stores={stores} />
      </ClockProvider>
    </CSPProvider>
  );
}
