import { Button } from '#renderer/ui/button.tsx';
import { EVIDENCE_MAP } from '#renderer/words/map.ts';
import styles from './evidence-map.module.css';
import type { MapState } from './map-store.ts';

type MapOrTableProps = {
  readonly shows: MapState['shows'];
  readonly onShow: MapState['show'];
};

/** Whether the facts are drawn or told. */
export const MapOrTable = ({ shows, onShow }: MapOrTableProps) => (
  <fieldset className={styles.views} aria-label={EVIDENCE_MAP.views}>
    <Button pressed={shows === 'map'} data-testid="map-show-map" onClick={() => onShow('map')}>
      {EVIDENCE_MAP.map}
    </Button>
    <Button pressed={shows === 'table'} data-testid="map-show-table" onClick={() => onShow('table')}>
      {EVIDENCE_MAP.table}
    </Button>
  </fieldset>
);
