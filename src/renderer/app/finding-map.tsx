import { useStore } from 'zustand';
import { EvidenceMap } from '#renderer/features/map/index.ts';
import { focusSoon } from './focus-soon.ts';
import type { Stores } from './stores.ts';

/** Shows the map of the chosen finding over the whole pane. */
export function openMap({ map, view }: Pick<Stores, 'map' | 'view'>): void {
  view.getState().cover(true);
  map.getState().open(true);
  focusSoon('map-large');
}

/** Back from the large map to the finding. */
export function closeMap({ map }: Pick<Stores, 'map'>): void {
  map.getState().open(false);
  focusSoon('finding');
}

type FindingMapProps = {
  readonly stores: Stores;
  readonly zone: string;
  /** Whether it covers the pane. */
  readonly isFull: boolean;
};

/** The map of the chosen finding; nothing until the finding is known, and who looks: that is written down. */
export function FindingMap({ stores, zone, isFull }: FindingMapProps) {
  const detail = useStore(stores.finding, (state) => state.detail);
  const person = useStore(stores.engine, (state) => state.person);
  if (detail === undefined || person === undefined || person === null) return null;
  const { finding, evidence, timezone } = detail;
  return (
    <EvidenceMap
      key={finding.id}
      store={stores.map}
      archive={stores.archive}
      finding={finding.id}
      site={finding.site}
      captures={evidence}
      zone={timezone ?? zone}
      {...(isFull ? { onBack: () => closeMap(stores) } : {})}
    />
  );
}
