import type { CSSProperties } from 'react';
import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Fault } from '#contract/index.ts';
import type { SiteRow } from '#contract/sites.ts';
import type { LatLon } from '#core/model/site.ts';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { SeverityGlyph } from '#renderer/ui/severity.tsx';
import { EmptyState, FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { SEVERITY_WORD } from '#renderer/words/codes.ts';
import { FLEET_MAP, MAP } from '#renderer/words/map.ts';
import { LOCALE } from '#renderer/words/measures.ts';
import type { ArchiveStore } from './archive-store.ts';
import type { Cluster, Dot } from './clusters.ts';
import { clustersOf, clusterZoom } from './clusters.ts';
import styles from './fleet-map.module.css';
import type { Label } from './labels.ts';
import { MapFrame } from './map-frame.tsx';
import type { View } from './mercator.ts';
import { fitted, MOST_ZOOM, projector } from './mercator.ts';
import { SiteList } from './site-list.tsx';

export type Placed = SiteRow & { readonly location: LatLon };

const isPlaced = (site: SiteRow): site is Placed => site.location !== null;
/** Px beyond the edge that a glyph may lie and still be drawn. */
const EDGE = 20;

type Change = (step: (view: View) => View) => void;
type MarkProps = {
  readonly cluster: Cluster<Placed>;
  readonly style: CSSProperties;
  readonly onPress: () => void;
};

const worstWord = ({ worst }: Pick<Dot, 'worst'>): string =>
  worst === null ? FLEET_MAP.quiet : SEVERITY_WORD[worst].toLowerCase();

/** One site, or several as one: the glyph of the worst, and how many. The list beside the map is the way for keys. */
function Mark({ cluster, style, onPress }: MarkProps) {
  const { worst, members } = cluster;
  const [only] = members;
  const name =
    members.length > 1 || only === undefined
      ? FLEET_MAP.cluster(members.length, worstWord(cluster))
      : FLEET_MAP.site(only.code, only.name, worstWord(only), only.open_findings);
  return (
    <button
      type="button"
      className={members.length > 1 ? styles.cluster : styles.mark}
      style={style}
      tabIndex={-1}
      aria-label={name}
      title={name}
      data-testid={members.length > 1 ? 'map-cluster' : 'map-site'}
      onClick={onPress}
    >
      {worst === null ? (
        <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
          <circle className={styles.quiet} cx="5" cy="5" r="4" />
        </svg>
      ) : (
        <SeverityGlyph severity={worst} state="seen" size={15} />
      )}
      {members.length > 1 && <span>{members.length.toLocaleString(LOCALE)}</span>}
    </button>
  );
}

type MarksProps = {
  readonly view: View;
  readonly change: Change;
  readonly clusters: readonly Cluster<Placed>[];
  readonly onOpen: (site: string) => void;
  readonly onGathered: (sites: readonly Placed[]) => void;
};

function Marks({ view, change, clusters, onOpen, onGathered }: MarksProps) {
  const press = ({ members }: Cluster<Placed>) => {
    const [only] = members;
    if (members.length === 1 && only !== undefined) return onOpen(only.code);
    const near = fitted(
      members.map(({ location }) => location),
      view,
      { margin: 60 },
    );
    // What stands at one place cannot be parted by zooming.
    const isOnePlace = near !== null && near.zoom >= MOST_ZOOM - 4 && view.zoom >= near.zoom - 0.5;
    if (isOnePlace || near === null) return onGathered(members);
    change(() => (near.zoom > view.zoom ? near : { ...near, zoom: view.zoom }));
  };
  const spotOf = projector(view);
  return clusters.flatMap((cluster) => {
    const { x, y } = spotOf(cluster.place);
    if (x < -EDGE || y < -EDGE || x > view.width + EDGE || y > view.height + EDGE) return [];
    return [
      <Mark
        key={cluster.key}
        cluster={cluster}
        style={{ transform: `translate(${x}px, ${y}px) translate(-50%, -50%)` }}
        onPress={() => press(cluster)}
      />,
    ];
  });
}

/** The clusters of sites by zoom, each reckoned once. */
function gathering(sites: readonly Placed[]): (zoom: number) => readonly Cluster<Placed>[] {
  const known = new Map<number, readonly Cluster<Placed>[]>();
  return (zoom) => {
    const found = known.get(zoom) ?? clustersOf(sites, zoom);
    known.set(zoom, found);
    return found;
  };
}

/** Codes of the sites that stand alone, while there are few enough to be read. */
function codesOf(view: View, clusters: readonly Cluster<Placed>[]): readonly Label[] {
  const spotOf = projector(view);
  const visible = clusters.flatMap(({ members, place, worst }) => {
    const [only] = members;
    const { x, y } = spotOf(place);
    const isInside = x >= 0 && y >= 0 && x <= view.width && y <= view.height;
    if (members.length > 1 || only === undefined || !isInside) return [];
    return [{ key: only.code, text: only.code, x, y, clear: 9, rank: worst === null ? 0 : 1 }];
  });
  return visible.length > MOST_CODES ? [] : visible;
}
const MOST_CODES = 60;

export type FleetMapProps = {
  /** undefined: not loaded yet. */
  readonly sites: readonly SiteRow[] | undefined;
  readonly fault: Fault | undefined;
  readonly archive: ArchiveStore;
  readonly onOpen: (site: string) => void;
  readonly onRetry: () => void;
  readonly onImport: () => void;
};

/** Every site where it stands, worst on top, beside the list of the same. */
export function FleetMap({ sites, fault, archive, onOpen, onRetry, onImport }: FleetMapProps) {
  const file = useStore(archive);
  const [gathered, gather] = useState<readonly SiteRow[] | null>(null);
  useEffect(() => void archive.getState().load(), [archive]);
  const placed = useMemo(() => (sites ?? []).filter(isPlaced), [sites]);
  const gatheredAt = useMemo(() => gathering(placed), [placed]);
  // A new state of the same sites must not move the map.
  const where = placed.map(({ code, location }) => `${code} ${location.lat} ${location.lon}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `where` is all that matters of the sites
  const content = useMemo(
    () => ({ key: where, points: placed.map(({ location }) => location), fit: { leastMetres: 2_000 } }),
    [where],
  );
  if (sites === undefined)
    return fault === undefined ? (
      <LoadingState label={FLEET_MAP.loading} />
    ) : (
      <FailedState title={FLEET_MAP.notLoaded} reason={fault.message} onRetry={onRetry} />
    );
  if (sites.length === 0)
    return (
      <EmptyState title={FLEET_MAP.none}>
        <p>{FLEET_MAP.noneHow}</p>
        <Permitted by="configuration.import">
          <Button kind="primary" shortcut="i" onClick={onImport}>
            {FLEET_MAP.import}
          </Button>
        </Permitted>
      </EmptyState>
    );
  return (
    <section className={styles.screen} aria-label={MAP.title} data-testid="fleet-map">
      <div className={styles.map}>
        {fault !== undefined && (
          <FailedState
            title={FLEET_MAP.notLoaded}
            reason={fault.message}
            kept={FLEET_MAP.kept}
            onRetry={onRetry}
          />
        )}
        <MapFrame
          id="map-sites"
          label={FLEET_MAP.name}
          content={content}
          file={file}
          wheel="always"
          labels={(view) => codesOf(view, gatheredAt(clusterZoom(view.zoom)))}
          over={(view, change) => (
            <Marks
              view={view}
              change={change}
              clusters={gatheredAt(clusterZoom(view.zoom))}
              onOpen={onOpen}
              onGathered={gather}
            />
          )}
        />
      </div>
      <SiteList
        sites={gathered ?? sites}
        isGathered={gathered !== null}
        onAll={() => gather(null)}
        onOpen={onOpen}
      />
    </section>
  );
}
