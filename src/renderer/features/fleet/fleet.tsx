import { useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { MINUTE } from '#core/model/time.ts';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { EmptyState, FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { FLEET_WORDS } from '#renderer/words/fleet.ts';
import styles from './fleet.module.css';
import { FleetBar } from './fleet-bar.tsx';
import type { Site } from './fleet-order.ts';
import { filterSites, inHeldOrder, orderSites, worstFirst } from './fleet-order.ts';
import type { FleetWays } from './fleet-row.tsx';
import { FleetRows } from './fleet-rows.tsx';
import type { FleetStore } from './fleet-store.ts';
import { FleetTiles } from './fleet-tiles.tsx';

export type FleetProps = FleetWays & {
  readonly store: FleetStore;
  readonly onImport: () => void;
  readonly onReport: () => void;
  readonly onOpenWall?: () => void;
};

/** The sites that fit, in their order; undefined while nothing is loaded. */
function useShown(store: FleetStore): readonly Site[] | undefined {
  const { sites, filter, order, layout } = useStore(store);
  const now = useNow(MINUTE);
  return useMemo(() => {
    if (sites === undefined) return undefined;
    const fitting = filterSites(sites, filter, now);
    return layout === 'tiles' ? worstFirst(fitting) : orderSites(fitting, order);
  }, [sites, filter, order, layout, now]);
}

/** While the pointer is over the sites they stay where they are: what was aimed at must not move away under it. */
function useHeld(sites: readonly Site[], key: string) {
  const [isOver, setOver] = useState(false);
  const held = useRef({ key, codes: [] as readonly string[] });
  const shown = useMemo(
    () => (isOver && held.current.key === key ? inHeldOrder(sites, held.current.codes) : sites),
    [sites, isOver, key],
  );
  held.current = { key, codes: shown.map(({ code }) => code) };
  return { shown, over: { onPointerEnter: () => setOver(true), onPointerLeave: () => setOver(false) } };
}

function Sites({ store, sites, ...ways }: FleetWays & { store: FleetStore; sites: readonly Site[] }) {
  const { layout, filter, order, byClient } = useStore(store);
  const { shown, over } = useHeld(sites, JSON.stringify([layout, filter, order, byClient]));
  return (
    <div className={styles.sites} {...over}>
      {layout === 'tiles' ? (
        <FleetTiles store={store} sites={shown} onOpen={ways.onOpen} />
      ) : (
        <FleetRows store={store} sites={shown} {...ways} />
      )}
    </div>
  );
}

function Body({ sites, onImport, store, ...ways }: FleetProps & { readonly sites: readonly Site[] }) {
  const { sites: all, filter, showAll } = useStore(store);
  if (all?.length === 0)
    return (
      <EmptyState title={FLEET_WORDS.none}>
        <p>{FLEET_WORDS.noneHow}</p>
        <Permitted by="configuration.import">
          <Button kind="primary" onClick={onImport}>
            {FLEET_WORDS.import}
          </Button>
        </Permitted>
      </EmptyState>
    );
  if (sites.length === 0)
    return (
      <EmptyState title={filter.notNormal ? FLEET_WORDS.allQuiet : FLEET_WORDS.noneFit}>
        <Button onClick={showAll}>{FLEET_WORDS.showAll}</Button>
      </EmptyState>
    );
  return <Sites {...ways} store={store} sites={sites} />;
}

/** Every site: how it stands, when it was audited, whether it is heard. */
export function Fleet(props: FleetProps) {
  const { store, onImport, onReport, onOpenWall } = props;
  const { fault, load } = useStore(store);
  const shown = useShown(store);
  return (
    <section className={styles.fleet} aria-label={FLEET_WORDS.title}>
      <FleetBar
        store={store}
        shown={shown?.length ?? null}
        onImport={onImport}
        onReport={onReport}
        {...(onOpenWall === undefined ? {} : { onOpenWall })}
      />
      {fault !== undefined && (
        <FailedState
          title={FLEET_WORDS.failed}
          reason={fault.message}
          {...(shown === undefined ? {} : { kept: FLEET_WORDS.kept })}
          onRetry={() => void load()}
        />
      )}
      {shown !== undefined && <Body {...props} sites={shown} />}
      {shown === undefined && fault === undefined && <LoadingState label={FLEET_WORDS.loading} />}
    </section>
  );
}
