import { useMemo } from 'react';
import { EVIDENCE_MAP, MAP } from '#renderer/words/map.ts';
import styles from './evidence-drawing.module.css';
import { LABEL_HEIGHT, placeLabels } from './labels.ts';
import { fitted, gridOf, scaleBar, type View } from './mercator.ts';
import type { Scene } from './scene.ts';
import { contentOf } from './scene.ts';
import { type LabelParts, sceneLabels } from './scene-labels.ts';
import { SceneMarks, type SceneMarksProps } from './scene-marks.tsx';

/** Of the drawing in its own units; it is shown as wide as there is room. */
const SIZE = { width: 960, height: 560 } as const;
const MARGIN = 10;

/** Lines of round metres, and how long such a distance is. */
function Measure({ view }: { readonly view: View }) {
  const { xs, ys } = gridOf(view);
  const { metres, px } = scaleBar(view);
  const [x, y] = [SIZE.width - MARGIN - px, SIZE.height - MARGIN];
  return (
    <>
      <g className={styles.grid}>
        {xs.map((each) => (
          <line key={each} x1={each} x2={each} y1={0} y2={SIZE.height} />
        ))}
        {ys.map((each) => (
          <line key={each} x1={0} x2={SIZE.width} y1={each} y2={each} />
        ))}
      </g>
      <path className={styles.scale} d={`M${x} ${y - 5}v5h${px}v-5`} />
      <text className={styles.label} x={x} y={y - 9}>
        {MAP.metres(metres)}
      </text>
    </>
  );
}

type DrawingProps = Omit<LabelParts, 'lastAt'> & Pick<SceneMarksProps, 'moment' | 'person'>;

/** A scene as one SVG: everything that belongs to it fits, and it prints as it is. */
export function Drawing({ moment, person, ...parts }: DrawingProps) {
  const { scene, people, last } = parts;
  const view = useViewOf(scene);
  if (view === null) return null;
  const labels = placeLabels(sceneLabels(view, { ...parts, lastAt: scene.to }), view);
  return (
    <svg
      className={styles.drawing}
      viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
      role="img"
      aria-label={EVIDENCE_MAP.name(scene.site)}
      data-testid="map-drawing"
    >
      <Measure view={view} />
      <SceneMarks view={view} scene={scene} moment={moment} person={person} people={people} last={last} />
      {labels.map(({ key, text, left, top }) => (
        <text key={key} className={styles.label} x={left + MARGIN / 2} y={top + LABEL_HEIGHT - 4}>
          {text}
        </text>
      ))}
    </svg>
  );
}

const useViewOf = (scene: Scene): View | null => useMemo(() => fitted(contentOf(scene), SIZE), [scene]);
