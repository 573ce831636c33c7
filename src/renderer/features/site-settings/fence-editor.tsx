import type { ReactNode } from 'react';
import { useId, useState } from 'react';
import type { LatLon } from '#core/model/site.ts';
import { ChoiceField, Field, NoteField, TextField } from '#renderer/ui/field.tsx';
import { FENCE } from '#renderer/words/site-settings.ts';
import type { FenceProps } from './editing.ts';
import { cornersOf, polygonOf, readCorners, writeCorners } from './fence-points.ts';
import { ProblemText } from './problem-text.tsx';
import styles from './site-settings.module.css';
import { fieldsOf, numberOf } from './values.ts';

/** Draws the corners on a map, where they can be moved. */
export type FenceMap = (parts: {
  readonly corners: readonly LatLon[];
  readonly onMove: (corners: readonly LatLon[]) => void;
}) => ReactNode;

type Kind = 'circle' | 'polygon' | 'typed';
type EditorProps = FenceProps & { readonly location: LatLon | null; readonly map: FenceMap };

/** About 100 m, in degrees of latitude. */
const REACH = 0.001;
const squareAround = ({ lat, lon }: LatLon): readonly LatLon[] =>
  [
    [1, -1],
    [1, 1],
    [-1, 1],
    [-1, -1],
  ].map(([up = 0, right = 0]) => ({ lat: round(lat + up * REACH), lon: round(lon + right * REACH) }));
/** Six decimals are 11 cm. */
const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

function Corners({
  corners,
  onChange,
}: {
  readonly corners: readonly LatLon[];
  readonly onChange: (value: unknown) => void;
}) {
  const written = writeCorners(corners);
  const [typed, setTyped] = useState<string | null>(null);
  const id = useId();
  const isBad = typed !== null && readCorners(typed) === null;
  const change = (text: string) => {
    setTyped(text);
    const read = readCorners(text);
    if (read !== null) onChange(polygonOf(read));
  };
  return (
    <Field label={FENCE.points}>
      <NoteField
        className="mono"
        rows={Math.min(12, corners.length + 1)}
        aria-invalid={isBad}
        aria-describedby={id}
        value={typed ?? written}
        onChange={(event) => change(event.target.value)}
        onBlur={() => !isBad && setTyped(null)}
      />
      <span id={id} className={styles.problem}>
        {isBad && FENCE.badPoints}
      </span>
    </Field>
  );
}

function Typed({ value, onChange }: Pick<FenceProps, 'value' | 'onChange'>) {
  const [text, setText] = useState(() => JSON.stringify(value, null, 1));
  const [isBad, setBad] = useState(false);
  const change = (next: string) => {
    setText(next);
    try {
      onChange(JSON.parse(next));
      setBad(false);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      setBad(true);
    }
  };
  return (
    <Field label={FENCE.geojson}>
      <NoteField
        className="mono"
        rows={8}
        aria-invalid={isBad}
        value={text}
        onChange={(event) => change(event.target.value)}
      />
      {isBad && <span className={styles.problem}>{FENCE.badJson}</span>}
    </Field>
  );
}

/** The fence of a site: a circle, a shape that is drawn or typed, or any GeoJSON. */
export function FenceEditor({ path, value, location, map, onChange }: EditorProps) {
  const corners = cornersOf(value);
  const radius = fieldsOf(value).radius_m;
  const [kind, setKind] = useState<Kind>(
    corners !== null ? 'polygon' : fieldsOf(value).type === undefined ? 'circle' : 'typed',
  );
  const id = useId();
  const choose = (next: Kind) => {
    setKind(next);
    if (next === 'circle') onChange({ radius_m: 100 });
    if (next === 'polygon' && corners === null)
      onChange(polygonOf(squareAround(location ?? { lat: 0, lon: 0 })));
  };
  return (
    <div className={styles.list} data-path={path}>
      <ChoiceField<Kind>
        aria-label={FENCE.kind}
        value={kind}
        choices={[
          { value: 'circle', label: FENCE.circle },
          { value: 'polygon', label: FENCE.polygon },
          { value: 'typed', label: FENCE.typed },
        ]}
        onChoose={choose}
      />
      {kind === 'circle' && (
        <TextField
          className={styles.number}
          aria-label={FENCE.radius}
          aria-describedby={id}
          inputMode="numeric"
          defaultValue={typeof radius === 'number' ? radius : ''}
          onChange={(event) => onChange({ radius_m: numberOf(event.target.value) ?? '' })}
        />
      )}
      {kind === 'polygon' && corners !== null && (
        <>
          {map({ corners, onMove: (moved) => onChange(polygonOf(moved)) })}
          <Corners corners={corners} onChange={onChange} />
        </>
      )}
      {kind === 'typed' && <Typed value={value} onChange={onChange} />}
      <ProblemText path={path} id={id} />
      {kind === 'circle' && <ProblemText path={`${path}.radius_m`} id={`${id}-radius`} />}
    </div>
  );
}
