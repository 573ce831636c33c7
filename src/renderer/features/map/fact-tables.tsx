import type { ReactNode } from 'react';
import type { EpochMs } from '#core/model/time.ts';
import { formatAge, formatClock } from '#renderer/ui/time.ts';
import { LocalTime } from '#renderer/ui/times.tsx';
import { accuracyWords, CHECKPOINT_STATE, MAP, MAP_TABLES, placeWords } from '#renderer/words/map.ts';
import styles from './fact-tables.module.css';
import type { PersonAtMoment } from './moment.ts';
import { shownTracks } from './moment.ts';
import type { LastPosition, Scan, Scene } from './scene.ts';

/** Fixes that are listed at most. */
const MOST_FIXES = 300;

type FactsProps = {
  readonly name: string;
  readonly head: readonly string[];
  readonly none: string;
  readonly testId: string;
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
};

function Facts({ name, head, none, testId, rows }: FactsProps) {
  return (
    <table className={styles.table} data-testid={testId}>
      <caption className={styles.caption}>{name}</caption>
      <thead>
        <tr>
          {head.map((word) => (
            <th key={word} scope="col">
              {word}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells }) => (
          <tr key={key}>
            {cells.map((cell, index) => (
              <td key={head[index]}>{cell}</td>
            ))}
          </tr>
        ))}
        {rows.length === 0 && (
          <tr>
            <td colSpan={head.length}>{none}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

const degrees = (value: number): string => value.toFixed(5);

type TimeOf = (at: EpochMs, seconds?: boolean) => ReactNode;

const scanWords = ({ state, at }: Scan, time: TimeOf): ReactNode =>
  at === null ? (
    <span className={state === 'MISSED' ? styles.missed : undefined}>{CHECKPOINT_STATE[state]}</span>
  ) : (
    time(at, true)
  );

function Scans({ scans, time }: { readonly scans: readonly Scan[]; readonly time: TimeOf }) {
  if (scans.length === 0) return CHECKPOINT_STATE.NONE;
  return (
    <ul>
      {scans.map((scan) => (
        <li key={`${scan.tour} ${scan.run}`}>
          {scans.length > 1 && `${scan.tour} `}
          {scanWords(scan, time)}
        </li>
      ))}
    </ul>
  );
}

function fenceWords({ geofence }: Scene): string {
  if (geofence === null) return MAP_TABLES.fence.none;
  if ('radius_m' in geofence) return MAP_TABLES.fenceRadius(geofence.radius_m);
  const rings = geofence.type === 'Polygon' ? geofence.coordinates : geofence.coordinates.flat();
  return MAP_TABLES.fencePolygon(rings.reduce((sum, ring) => sum + Math.max(0, ring.length - 1), 0));
}

export type FactTablesProps = {
  readonly scene: Scene;
  readonly zone: string;
  readonly person: string | null;
  readonly people: readonly PersonAtMoment[];
  readonly last: readonly LastPosition[];
  readonly lastAt: EpochMs;
  /** The site as it stands, without evidence: nothing is told of a moment, of scans or of ways. */
  readonly isStanding?: boolean;
  /** Only for readers, beside the map that is seen. */
  readonly isHidden: boolean;
};

/** The facts of the map in words and numbers. */
export function FactTables(props: FactTablesProps) {
  const { scene, zone, person, people, last, lastAt, isStanding = false, isHidden } = props;
  const time: TimeOf = (at, seconds = false) => (
    <LocalTime at={at} zone={zone} on={scene.to} style={{ zone: false, seconds }} />
  );
  const fixes = shownTracks(scene, person)
    .flatMap((track) => track.fixes.map((fix) => ({ ...fix, person: track.person })))
    .sort((a, b) => b.at - a.at);
  const positions = (
    <Facts
      {...MAP_TABLES.last}
      testId="map-table-last"
      rows={last.map((each) => ({
        key: each.person,
        cells: [
          each.person,
          time(each.at),
          MAP_TABLES.age(formatAge(lastAt - each.at)),
          degrees(each.lat),
          degrees(each.lon),
          accuracyWords(each.accuracy),
        ],
      }))}
    />
  );
  const tables = (
    <>
      {!isStanding && (
        <Facts
          {...MAP_TABLES.moment}
          testId="map-table-moment"
          rows={people.map(({ track, where, told }) => ({
            key: track.person,
            cells: [track.person, placeWords(told), accuracyWords(told.accuracy), time(where.fixAt, true)],
          }))}
        />
      )}
      {isStanding && positions}
      <Facts
        {...(isStanding ? MAP_TABLES.standing : MAP_TABLES.checkpoints)}
        testId="map-table-checkpoints"
        rows={scene.checkpoints.map(({ code, name, tours, scans, radius_m, lat, lon }) => ({
          key: `${code} ${lat} ${lon}`,
          cells: [
            code,
            name,
            tours.join(', '),
            isStanding ? MAP.metres(radius_m) : <Scans key={code} scans={scans} time={time} />,
          ],
        }))}
      />
      {!isStanding && positions}
      <p>
        <strong>{MAP_TABLES.fence.name}</strong> {fenceWords(scene)}
      </p>
      {!isStanding && (
        <Facts
          {...MAP_TABLES.fixes}
          testId="map-table-fixes"
          rows={fixes.slice(0, MOST_FIXES).map((fix) => ({
            key: `${fix.person} ${fix.at} ${fix.lat} ${fix.lon}`,
            cells: [
              formatClock(fix.at, zone, scene.to, { zone: false, seconds: true }),
              fix.person,
              degrees(fix.lat),
              degrees(fix.lon),
              accuracyWords(fix.accuracy),
            ],
          }))}
        />
      )}
      {fixes.length > MOST_FIXES && <p>{MAP_TABLES.shown(MOST_FIXES, fixes.length)}</p>}
    </>
  );
  if (isHidden) return <div className="visually-hidden">{tables}</div>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <section className={styles.scroller} tabIndex={0} aria-label={scene.site} data-testid="map-tables">
      {tables}
    </section>
  );
}
