import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { SitePlace } from '#contract/map.ts';
import { Card } from '#renderer/ui/card.tsx';
import { ChoiceField } from '#renderer/ui/field.tsx';
import { formatClock } from '#renderer/ui/time.ts';
import { inWords } from '#renderer/words/codes.ts';
import { EVIDENCE_MAP, momentSentence } from '#renderer/words/map.ts';
import { Drawing } from './drawing.tsx';
import styles from './evidence-drawing.module.css';
import type { Capture } from './evidence-map.tsx';
import { FactTables } from './fact-tables.tsx';
import type { MapStore } from './map-store.ts';
import { peopleAt } from './moment.ts';
import { Player } from './player.tsx';
import type { Scene } from './scene.ts';
import { contentOf, lastOf, sceneOf } from './scene.ts';

export type EvidenceDrawingProps = {
  /** Keeps the moment that is shown; it is asked for nothing else. */
  readonly store: MapStore;
  readonly finding: string;
  readonly place: SitePlace;
  readonly captures: readonly Capture[];
  readonly zone: string;
};

function Drawn({
  store,
  scene,
  zone,
}: Pick<EvidenceDrawingProps, 'store' | 'zone'> & { readonly scene: Scene }) {
  const { moment: chosen, person } = useStore(store);
  const moment = Math.min(chosen ?? scene.to, scene.to);
  const people = useMemo(() => peopleAt(scene, moment, person), [scene, moment, person]);
  const last = useMemo(() => lastOf(scene, null), [scene]);
  const told = people.map((each) => each.told);
  const at = formatClock(moment, zone, scene.to);
  const shown = { scene, zone, person, people };
  return (
    <>
      <Drawing {...shown} moment={moment} last={last} />
      <Player store={store} scene={scene} moment={moment} zone={zone} />
      <p className={styles.sentence} data-testid="map-sentence">
        {scene.tracks.length === 0 ? EVIDENCE_MAP.noWay : momentSentence(at, told)}
      </p>
      <FactTables {...shown} last={scene.last} lastAt={scene.to} isHidden />
    </>
  );
}

/** The frozen evidence on a plain drawing, with its scrubber: without tiles, keys, or anything to ask for. */
export function EvidenceDrawing({ store, finding, place, captures, zone }: EvidenceDrawingProps) {
  const [chosen, choose] = useState<string | null>(null);
  const capture = captures.find((each) => each.sha256 === chosen) ?? captures.at(-1);
  const scene = useMemo(
    () => (capture === undefined ? null : sceneOf(capture.evidence, place)),
    [capture, place],
  );
  const { about } = useStore(store);
  useEffect(() => {
    if (scene !== null) about({ site: scene.site, finding, from: scene.from, to: scene.to });
  }, [about, finding, scene]);
  const isEmpty = scene === null || contentOf(scene).length === 0;
  return (
    <Card
      title={EVIDENCE_MAP.map}
      aside={
        captures.length > 1 && (
          <ChoiceField
            aria-label={EVIDENCE_MAP.capture}
            value={capture?.sha256 ?? ''}
            choices={captures.map(({ sha256, capture: why, at }) => ({
              value: sha256,
              label: `${inWords(why)} ${formatClock(at, zone, captures.at(-1)?.at ?? at)}`,
            }))}
            onChoose={choose}
          />
        )
      }
    >
      {isEmpty ? <p>{EVIDENCE_MAP.nothing}</p> : <Drawn store={store} scene={scene} zone={zone} />}
    </Card>
  );
}
