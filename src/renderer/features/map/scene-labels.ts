import type { EpochMs } from '#core/model/time.ts';
import { formatAge, formatClock } from '#renderer/ui/time.ts';
import { EVIDENCE_MAP, MAP_LABELS } from '#renderer/words/map.ts';
import type { Label } from './labels.ts';
import type { View } from './mercator.ts';
import { project } from './mercator.ts';
import type { PersonAtMoment } from './moment.ts';
import type { LastPosition, Scene, SceneCheckpoint } from './scene.ts';

/** Which labels stay where there is no room for all. */
const RANK = { person: 5, missed: 4, last: 3, checkpoint: 2, site: 1 } as const;

export type LabelParts = {
  readonly scene: Scene;
  readonly people: readonly PersonAtMoment[];
  readonly last: readonly LastPosition[];
  /** The instant that ages of last positions are counted to. */
  readonly lastAt: EpochMs;
  readonly zone: string;
};

function checkpointText({ label, scans }: SceneCheckpoint, zone: string, on: EpochMs): string {
  const [scan] = scans;
  if (scan === undefined) return label;
  if (scan.state === 'MISSED') return MAP_LABELS.missed(label);
  if (scan.state === 'PENDING' || scan.at === null) return MAP_LABELS.pending(label);
  return MAP_LABELS.scanned(label, formatClock(scan.at, zone, on, { zone: false }));
}

/** The labels of a scene in a view. */
export function sceneLabels(view: View, { scene, people, last, lastAt, zone }: LabelParts): readonly Label[] {
  const { location, checkpoints, to } = scene;
  return [
    ...people.map(({ track, where }) => ({
      ...project(view, where),
      key: `person ${track.person}`,
      text: track.person,
      clear: 9,
      rank: RANK.person,
    })),
    ...checkpoints.map((checkpoint) => ({
      ...project(view, checkpoint),
      key: `checkpoint ${checkpoint.code} ${checkpoint.lat} ${checkpoint.lon}`,
      text: checkpointText(checkpoint, zone, to),
      clear: 7,
      rank: checkpoint.scans[0]?.state === 'MISSED' ? RANK.missed : RANK.checkpoint,
    })),
    ...last.map((position) => ({
      ...project(view, position),
      key: `last ${position.person}`,
      text: MAP_LABELS.last(position.person, formatAge(lastAt - position.at)),
      clear: 8,
      rank: RANK.last,
    })),
    ...(location === null
      ? []
      : [
          {
            ...project(view, location),
            key: 'site',
            text: EVIDENCE_MAP.siteItself,
            clear: 8,
            rank: RANK.site,
          },
        ]),
  ];
}
