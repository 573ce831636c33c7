import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { SitePlace } from '#contract/map.ts';
import { SECOND } from '#core/model/time.ts';
import { useNow } from '#renderer/ui/clock.tsx';
import { useMedia } from '#renderer/ui/media.ts';
import { FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { formatClock } from '#renderer/ui/time.ts';
import { EVIDENCE_MAP, SITE_MAP } from '#renderer/words/map.ts';
import type { ArchiveStore } from './archive-store.ts';
import styles from './evidence-map.module.css';
import { FactTables } from './fact-tables.tsx';
import { MapOrTable } from './map-or-table.tsx';
import type { MapStore } from './map-store.ts';
import { contentOf, sceneNow } from './scene.ts';
import { SceneFrame } from './scene-frame.tsx';

export type SiteMapProps = {
  readonly store: MapStore;
  readonly archive: ArchiveStore;
  /** Code of the site. */
  readonly site: string;
};

/** Ages of positions grow this often, in ms. */
const AGES = 10 * SECOND;

function Drawn({ store, archive, place }: SiteMapProps & { readonly place: SitePlace }) {
  const { shows, now, nowFault, show } = useStore(store);
  const file = useStore(archive);
  const clock = useNow(AGES);
  const isWide = useMedia('(width >= 2400px)');
  const { timezone: zone } = place;
  const at = Math.max(clock, now?.at ?? 0);
  const scene = useMemo(() => sceneNow(place, at, now?.positions ?? []), [place, at, now]);
  const content = useMemo(
    () => ({ key: place.site, points: contentOf(sceneNow(place, 0, now?.positions ?? [])) }),
    [place, now],
  );
  if (content.points.length === 0) return <p className={styles.none}>{SITE_MAP.nothing}</p>;
  const tables = (isHidden: boolean) => (
    <FactTables
      scene={scene}
      zone={zone}
      person={null}
      people={[]}
      last={scene.last}
      lastAt={at}
      isStanding
      isHidden={isHidden}
    />
  );
  const heard = now === null ? null : EVIDENCE_MAP.nowAt(formatClock(now.at, zone, now.at));
  return (
    <>
      <div className={styles.toolbar}>
        <MapOrTable shows={shows} onShow={show} />
      </div>
      <div className={isWide ? styles.beside : styles.one}>
        {shows === 'map' && (
          <SceneFrame
            id="site-map"
            content={content}
            file={file}
            wheel="ctrl"
            scene={scene}
            zone={zone}
            moment={at}
            person={null}
            people={[]}
            last={scene.last}
            lastAt={at}
            note={heard}
          />
        )}
        {(shows === 'table' || isWide) && tables(false)}
      </div>
      {shows === 'map' && !isWide && tables(true)}
      {nowFault !== undefined && <p role="status">{SITE_MAP.positionsFailed(nowFault.message)}</p>}
    </>
  );
}

/** A site as it stands: fence, checkpoints, drawing, and where its people were last, as a map and as tables. */
export function SiteMap(props: SiteMapProps) {
  const { store, archive, site } = props;
  const { place, fault, load, watch } = useStore(store);
  useEffect(() => watch(site), [watch, site]);
  useEffect(() => void archive.getState().load(), [archive]);
  const known = place?.site === site ? place : undefined;
  return (
    <div className={styles.standing} data-testid="site-map-card">
      {fault !== undefined && (
        <FailedState
          title={EVIDENCE_MAP.notLoaded}
          reason={fault.message}
          {...(known === undefined ? {} : { kept: EVIDENCE_MAP.lastKnown })}
          onRetry={() => void load()}
        />
      )}
      {known === undefined && fault === undefined && <LoadingState label={EVIDENCE_MAP.loading} />}
      {known !== undefined && <Drawn {...props} place={known} />}
    </div>
  );
}
