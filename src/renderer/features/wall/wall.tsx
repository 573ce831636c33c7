import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { EngineStatus } from '#contract/engine.ts';
import { SEVERITIES } from '#core/model/finding.ts';
import { SECOND } from '#core/model/time.ts';
import { useNow } from '#renderer/ui/clock.tsx';
import { Said } from '#renderer/ui/said.tsx';
import { glyphState, SeverityGlyph } from '#renderer/ui/severity.tsx';
import { formatAge, formatClock } from '#renderer/ui/time.ts';
import { personName, SEVERITY_WORD } from '#renderer/words/codes.ts';
import { LOCALE } from '#renderer/words/measures.ts';
import { WALL } from '#renderer/words/wall.ts';
import styles from './wall.module.css';
import type { WallTile } from './wall-board.ts';
import { pageAt, wallGrid, wallTiles } from './wall-board.ts';
import type { WallStore } from './wall-store.ts';

/** Size of a glyph that can be told apart across a room, px. */
const GLYPH = 48;
/** Alarms in ten minutes from which one person cannot keep up any more. */
const FLOOD = 10;

/** What is wrong with the engine or the way to it, for the board's own line. */
export type WallTrouble = { readonly text: string; readonly stale: boolean; readonly grave: boolean };

function Tile({ tile: { worst, site, more } }: { readonly tile: WallTile }) {
  const now = useNow(5 * SECOND);
  const state = glyphState({ ...worst, shelved: false });
  return (
    <li className={`${styles.tile} ${worst.condition === 'ACTIVE' ? styles[worst.severity] : ''}`}>
      <p className={styles.where}>
        <SeverityGlyph severity={worst.severity} state={state} size={GLYPH} />
        <span className={styles.code}>{site ?? WALL.installation}</span>
        {more > 0 && (
          <span className={styles.more} title={WALL.moreTitle(more)}>
            {WALL.more(more)}
          </span>
        )}
      </p>
      <p className={styles.what}>{worst.title}</p>
      <p className={styles.who}>
        <span className={styles.number}>{formatAge(now - worst.condition_started_at)}</span>
        <span className={styles.owner}>
          {personName(worst.assigned_to ?? worst.acknowledged_by ?? '') || WALL.nobody}
        </span>
      </p>
    </li>
  );
}

function Counts({ tiles }: { readonly tiles: readonly number[] }) {
  return (
    <ul className={styles.counts} aria-label={WALL.counts}>
      {SEVERITIES.map((severity, index) => (
        <li key={severity} className={tiles[index] === 0 ? styles.faint : undefined}>
          <SeverityGlyph severity={severity} state={tiles[index] === 0 ? 'done' : 'seen'} size={GLYPH} />
          <span className={styles.number}>{tiles[index]?.toLocaleString(LOCALE)}</span>
          <span>{SEVERITY_WORD[severity]}</span>
        </li>
      ))}
    </ul>
  );
}

type QuietProps = { readonly status: EngineStatus | undefined };

/** Nothing is open: that somebody looked, and when. */
function Quiet({ status }: QuietProps) {
  const now = useNow(SECOND);
  if (status === undefined) return <p className={styles.quiet}>{WALL.loading}</p>;
  if (status.sites === 0) return <p className={styles.quiet}>{WALL.noSites}</p>;
  const last = status.rounds.reduce((latest, round) => Math.max(latest, round.ran_at), 0);
  if (last === 0) return <p className={styles.quiet}>{WALL.waiting(status.sites)}</p>;
  return (
    <p className={styles.quiet}>
      <strong>{WALL.quiet}</strong>
      <span>
        <Said
          text={WALL.audited}
          sites={WALL.sites(status.sites_audited)}
          at={formatClock(last, status.timezone, now)}
        />
      </span>
    </p>
  );
}

/** How many tiles fit, as the window grows and shrinks. */
function useGrid(element: HTMLElement | null) {
  const [grid, setGrid] = useState(() => wallGrid(0, 0));
  useEffect(() => {
    if (element === null) return;
    const measure = () => setGrid(wallGrid(element.clientWidth, element.clientHeight));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return grid;
}

function State({
  status,
  trouble,
}: {
  readonly status: EngineStatus | undefined;
  trouble: WallTrouble | null;
}) {
  const now = useNow(SECOND);
  const zone = status?.timezone ?? 'UTC';
  const silent = status?.sources.filter(({ health }) => health === 'SILENT').length ?? 0;
  return (
    <p className={styles.state}>
      {silent > 0 && <span className={styles.loud}>{WALL.sources(silent)}</span>}
      {trouble === null && status !== undefined && <span className={styles.faint}>{WALL.running}</span>}
      <time className={styles.number} dateTime={new Date(now).toISOString()}>
        {formatClock(now, zone, now)}
      </time>
    </p>
  );
}

export type WallProps = {
  readonly store: WallStore;
  readonly status: EngineStatus | undefined;
  readonly trouble: WallTrouble | null;
};

/** What is open, for the far end of the room: no controls, and nothing that moves but the pages. */
export function Wall({ store, status, trouble }: WallProps) {
  const { rows, total, start } = useStore(store);
  const [area, setArea] = useState<HTMLElement | null>(null);
  const now = useNow(SECOND);
  const grid = useGrid(area);
  const tiles = useMemo(() => wallTiles(rows ?? []), [rows]);
  const counts = SEVERITIES.map(
    (severity) => rows?.filter((row) => row.severity === severity && row.condition === 'ACTIVE').length ?? 0,
  );
  const { shown, page, pages } = pageAt(tiles, grid.columns * grid.rows, now);
  const beyond = total - (rows?.length ?? 0);
  const alarms = status?.alarms_10_min ?? 0;
  useEffect(() => start(), [start]);
  return (
    <main className={styles.wall} data-stale={trouble?.stale} data-testid="wall">
      <header className={styles.head}>
        <h1 className={styles.brand}>
          {WALL.brand}
          {status?.demo === true && <span className={styles.demo}>{WALL.demo}</span>}
        </h1>
        <Counts tiles={counts} />
        <State status={status} trouble={trouble} />
      </header>
      <div role="alert">
        {trouble !== null && (
          <p className={trouble.grave ? styles.trouble : styles.remark} data-testid="wall-trouble">
            {trouble.text}
          </p>
        )}
      </div>
      {alarms >= FLOOD && <p className={styles.trouble}>{WALL.flood(alarms)}</p>}
      <div className={styles.area} ref={setArea}>
        {rows === undefined && <p className={styles.quiet}>{WALL.loading}</p>}
        {rows !== undefined && tiles.length === 0 && <Quiet status={status} />}
        {tiles.length > 0 && (
          <ul
            className={styles.tiles}
            aria-label={WALL.tiles}
            style={{ gridTemplateColumns: `repeat(${grid.columns}, minmax(0, 1fr))` }}
          >
            {shown.map((tile) => (
              <Tile key={tile.key} tile={tile} />
            ))}
          </ul>
        )}
      </div>
      {(pages > 1 || beyond > 0) && (
        <footer className={styles.foot}>
          {pages > 1 && <span>{WALL.page(page, pages)}</span>}
          {beyond > 0 && <span>{WALL.beyond(beyond)}</span>}
        </footer>
      )}
    </main>
  );
}
