import { EVIDENCE_MAP, MAP } from '#renderer/words/map.ts';
import type { MapFrameProps } from './map-frame.tsx';
import { MapFrame } from './map-frame.tsx';
import type { View } from './mercator.ts';
import { gridOf } from './mercator.ts';
import type { LabelParts } from './scene-labels.ts';
import { sceneLabels } from './scene-labels.ts';
import type { SceneMarksProps } from './scene-marks.tsx';
import { SceneMarks } from './scene-marks.tsx';

type SceneFrameProps = Pick<MapFrameProps, 'content' | 'file' | 'wheel' | 'note'> &
  LabelParts &
  Pick<SceneMarksProps, 'moment' | 'person'> & { readonly id: string };

function noteOf(view: View, archive: unknown): string {
  const { metres } = gridOf(view);
  return archive === null && metres > 0 ? MAP.grid(metres) : '';
}

/** A scene drawn on a map that pointer and keys move. */
export function SceneFrame({ id, content, file, wheel, note, moment, person, ...parts }: SceneFrameProps) {
  const { scene, people, last } = parts;
  return (
    <MapFrame
      id={id}
      label={EVIDENCE_MAP.name(scene.site)}
      content={content}
      file={file}
      wheel={wheel}
      marks={(view) => (
        <SceneMarks view={view} scene={scene} moment={moment} person={person} people={people} last={last} />
      )}
      labels={(view) => sceneLabels(view, parts)}
      note={note ?? null}
      noteOf={(view) => noteOf(view, file.archive)}
    />
  );
}
