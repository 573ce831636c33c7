import type { ReactNode } from 'react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Evidence, EvidenceCapture } from '#core/model/evidence.ts';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { ChoiceField } from '#renderer/ui/field.tsx';
import { useMedia } from '#renderer/ui/media.ts';
import { FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { formatClock } from '#renderer/ui/time.ts';
import { inWords } from '#renderer/words/codes.ts';
import { EVIDENCE_MAP, momentSentence } from '#renderer/words/map.ts';
import type { ArchiveStore } from './archive-store.ts';
import styles from './evidence-map.module.css';
import { FactTables } from './fact-tables.tsx';
import { MapOrTable } from './map-or-table.tsx';
import type { MapStore } from './map-store.ts';
import { peopleAt } from './moment.ts';
import { Player } from './player.tsx';
import type { Scene } from './scene.ts';
import { contentOf, lastOf, sceneOf } from './scene.ts';
import { SceneFrame } from './scene-frame.tsx';

/** Evidence as it was frozen, and why it was. */
export type Capture = {
  readonly capture: EvidenceCapture;
  readonly at: EpochMs;
  readonly sha256: string;
  readonly evidence: Evidence;
};
export type EvidenceMapProps = {
  readonly store: MapStore;
  readonly archive: ArchiveStore;
  readonly finding: string;
  /** null: the finding has no site. */
  readonly site: string | null;
  readonly captures: readonly Capture[];
  readonly zone: string;
  /** Present where the map covers the pane: the way back. */
  readonly onBack?: () => void;
};

/** A moment is said when it has rested so long, and while it plays as seldom as that. In ms. */
const REST = 600;
const WHILE_PLAYING = 5_000;

/** Says in words what the map shows at its moment, without drowning the listener. */
function Announced({ text, playing }: { readonly text: string; readonly playing: boolean }) {
  const [said, say] = useState('');
  const latest = useRef(text);
  latest.current = text;
  useEffect(() => {
    if (playing) return;
    const timer = setTimeout(() => say(text), REST);
    return () => clearTimeout(timer);
  }, [text, playing]);
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => say(latest.current), WHILE_PLAYING);
    return () => clearInterval(timer);
  }, [playing]);
  return (
    <p className={styles.sentence}>
      <span aria-hidden="true" data-testid="map-sentence">
        {text}
      </span>
      <span className="visually-hidden" role="status" data-testid="map-announced">
        {said}
      </span>
    </p>
  );
}

function Toolbar({ store, scene, captures, capture, onCapture, zone, isFull }: ToolbarProps) {
  const { shows, person, now, show, follow, toggleNow, plan, open } = useStore(store);
  const renewed = useNow(MINUTE);
  return (
    <div className={styles.toolbar}>
      <MapOrTable shows={shows} onShow={show} />
      {scene.tracks.length > 1 && (
        <ChoiceField
          aria-label={EVIDENCE_MAP.person}
          value={person ?? ALL}
          choices={[
            { value: ALL, label: EVIDENCE_MAP.everybody },
            ...scene.tracks.map((track) => ({ value: track.person, label: track.person })),
          ]}
          data-testid="map-person-choice"
          onChoose={(chosen) => follow(chosen === ALL ? null : chosen)}
        />
      )}
      {captures.length > 1 && (
        <ChoiceField
          aria-label={EVIDENCE_MAP.capture}
          value={capture.sha256}
          choices={captures.map((each) => ({
            value: each.sha256,
            label: `${inWords(each.capture)} ${formatClock(each.at, zone, renewed)}`,
          }))}
          onChoose={onCapture}
        />
      )}
      <span className={styles.space} />
      <Button pressed={now !== null} hint={EVIDENCE_MAP.now.hint} data-testid="map-now" onClick={toggleNow}>
        {EVIDENCE_MAP.now.label}
      </Button>
      <Button
        kind="quiet"
        hint={EVIDENCE_MAP.plan.hint}
        data-testid="map-plan-button"
        onClick={() => void plan(scene.site)}
      >
        {EVIDENCE_MAP.plan.label}
      </Button>
      {!isFull && (
        <Button shortcut="m" hint={EVIDENCE_MAP.open.hint} data-testid="map-large" onClick={() => open(true)}>
          {EVIDENCE_MAP.open.label}
        </Button>
      )}
    </div>
  );
}
/** No person's code is empty. */
const ALL = '*';
type ToolbarProps = {
  readonly store: MapStore;
  readonly scene: Scene;
  readonly captures: readonly Capture[];
  readonly capture: Capture;
  readonly onCapture: (sha256: string) => void;
  readonly zone: string;
  readonly isFull: boolean;
};

type DrawnProps = EvidenceMapProps & {
  readonly scene: Scene;
  readonly capture: Capture;
  readonly onCapture: (sha256: string) => void;
};

function Drawn({ store, archive, scene, capture, onCapture, captures, zone, onBack }: DrawnProps) {
  const { shows, person, now, playing, moment: chosen } = useStore(store);
  const file = useStore(archive);
  const moment = Math.min(chosen ?? scene.to, scene.to);
  const people = useMemo(() => peopleAt(scene, moment, person), [scene, moment, person]);
  const last = useMemo(() => lastOf(scene, now?.positions ?? null), [scene, now]);
  const listed = now?.positions ?? scene.last;
  const lastAt = now?.at ?? scene.to;
  const content = useMemo(
    () => ({ key: `${scene.site} ${capture.sha256} ${onBack !== undefined}`, points: contentOf(scene) }),
    [scene, capture, onBack],
  );
  const sentence = momentSentence(
    formatClock(moment, zone, scene.to),
    people.map(({ told }) => told),
  );
  const isFull = onBack !== undefined;
  const isWide = useMedia('(width >= 1600px)') && isFull;
  const tables = (isHidden: boolean) => (
    <FactTables
      scene={scene}
      zone={zone}
      person={person}
      people={people}
      last={listed}
      lastAt={lastAt}
      isHidden={isHidden}
    />
  );
  return (
    <>
      <Toolbar
        store={store}
        scene={scene}
        captures={captures}
        capture={capture}
        onCapture={onCapture}
        zone={zone}
        isFull={isFull}
      />
      <div className={isFull ? styles.both : styles.one}>
        {shows === 'map' ? (
          <SceneFrame
            id={isFull ? 'map-large' : 'map'}
            content={content}
            file={file}
            wheel={isFull ? 'always' : 'ctrl'}
            scene={scene}
            zone={zone}
            moment={moment}
            person={person}
            people={people}
            last={last}
            lastAt={lastAt}
            note={now === null ? null : EVIDENCE_MAP.nowAt(formatClock(now.at, zone, now.at))}
          />
        ) : null}
        {(shows === 'table' || isWide) && tables(false)}
      </div>
      {shows === 'map' && !isWide && tables(true)}
      <Player store={store} scene={scene} moment={moment} zone={zone} />
      <Announced text={scene.tracks.length === 0 ? EVIDENCE_MAP.noWay : sentence} playing={playing} />
    </>
  );
}

function Body(props: EvidenceMapProps & { readonly site: string }) {
  const { store, archive, finding, site, captures } = props;
  const { place, fault, load, about } = useStore(store);
  const [chosen, choose] = useState<string | null>(null);
  const capture = captures.find((each) => each.sha256 === chosen) ?? captures.at(-1);
  const window = capture?.evidence.collection_window;
  useEffect(() => {
    if (window === undefined) return;
    about({ site, finding, from: Date.parse(window.start), to: Date.parse(window.end) });
    void archive.getState().load();
  }, [about, archive, site, finding, window]);
  const known = place?.site === site ? place : undefined;
  const scene = useMemo(
    () => (capture === undefined || known === undefined ? null : sceneOf(capture.evidence, known)),
    [capture, known],
  );
  if (capture === undefined) return <p className={styles.none}>{EVIDENCE_MAP.nothing}</p>;
  const failed: ReactNode = fault !== undefined && (
    <FailedState
      title={EVIDENCE_MAP.notLoaded}
      reason={fault.message}
      {...(known === undefined ? {} : { kept: EVIDENCE_MAP.lastKnown })}
      onRetry={() => void load()}
    />
  );
  if (scene === null) return failed || <LoadingState label={EVIDENCE_MAP.loading} />;
  if (contentOf(scene).length === 0) return <p className={styles.none}>{EVIDENCE_MAP.nothing}</p>;
  return (
    <>
      {failed}
      <Drawn {...props} scene={scene} capture={capture} onCapture={choose} />
    </>
  );
}

/** Where it happened: ways, fence, checkpoints and positions at a moment, as a map and as tables. */
export function EvidenceMap(props: EvidenceMapProps) {
  const { site, onBack } = props;
  const isFull = onBack !== undefined;
  const Title = isFull ? 'h2' : 'h3'; // alone in the pane, or one of its cards
  return (
    <section
      className={isFull ? styles.full : styles.card}
      aria-label={EVIDENCE_MAP.map}
      data-testid="evidence-map"
    >
      <header className={styles.head}>
        <Title>{EVIDENCE_MAP.map}</Title>
        {onBack !== undefined && (
          <Button kind="quiet" shortcut="Esc" onClick={onBack}>
            {EVIDENCE_MAP.back}
          </Button>
        )}
      </header>
      <div className={styles.body}>
        {site === null ? (
          <p className={styles.none}>{EVIDENCE_MAP.noSite}</p>
        ) : (
          <Body {...props} site={site} />
        )}
      </div>
    </section>
  );
}
