import { memo } from 'react';
import type { SettingField } from '#core/model/field-shape.ts';
import { isTunable } from '#core/model/tunable.ts';
import { useMay } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { FIELD, fieldWords } from '#renderer/words/site-settings.ts';
import { useEditing } from './editing.ts';
import type { Scope } from './settings-store.ts';
import styles from './site-settings.module.css';
import { emptyOf, entriesOf, fieldsOf } from './values.ts';

export type Held = Scope['fields'][number];
type RowProps = {
  readonly field: SettingField;
  readonly held: Held;
  readonly codes: Readonly<Record<'TENANT' | 'CLIENT' | 'SITE', string>>;
  /** What was changed and is not saved; undefined: nothing. */
  readonly draft: unknown;
  /** Of several sites: only what is set from here is shown as set. */
  readonly several: boolean;
  readonly onSet: (path: string, value: unknown) => void;
  readonly onKeep: (path: string) => void;
};

/** A value in one line. */
function shown(value: unknown): string {
  if (value === null || value === undefined) return FIELD.nothing;
  if (typeof value === 'boolean') return value ? FIELD.yes : FIELD.no;
  if (typeof value !== 'object') return String(value);
  const words = entriesOf(value);
  if (Array.isArray(value))
    return words.every((word) => typeof word === 'string')
      ? words.join(', ') || FIELD.nothing
      : FIELD.entries(words.length);
  return Object.entries(fieldsOf(value))
    .map(
      ([name, inner]) =>
        `${name} ${typeof inner === 'object' ? Object.values(fieldsOf(inner)).join('/') : String(inner)}`,
    )
    .join(', ');
}

/** One field: what it is called, what holds and who set it, and the way to change it. */
export const FieldRow = memo(function FieldRow({
  field,
  held,
  codes,
  draft,
  several,
  onSet,
  onKeep,
}: RowProps) {
  const { editor: Value } = useEditing();
  const may = useMay();
  // Whoever may import may change everything.
  const mayChange = isTunable(field.path) || may('configuration.import');
  const { path, unit, shape, clearable, shared } = field;
  const { label, help } = fieldWords(path);
  const own = several ? null : held.own;
  const current = draft === undefined ? own : draft;
  const isSet = current !== null && current !== undefined;
  const originOf = ({ value, from }: Held['above']) =>
    value === null
      ? FIELD.nothing
      : FIELD.inherited(
          withUnit(shown(value)),
          from === 'DEFAULT' ? FIELD.byDefault : FIELD.at(from, codes[from]),
        );
  const withUnit = (text: string) => (unit === null ? text : `${text} ${FIELD.unit[unit]}`);
  const state =
    draft === undefined ? (isSet ? FIELD.here : null) : draft === null ? FIELD.cleared : FIELD.change;
  const start = several ? (held.own ?? held.holds.value) : held.above.value;
  return (
    <div className={styles.row} data-field={path} data-changed={draft !== undefined}>
      <div className={styles.what}>
        <span className={styles.name}>{label}</span>
        {help !== undefined && <span className={styles.help}>{help}</span>}
      </div>
      <div className={styles.value}>
        {isSet && mayChange ? (
          <div className={styles.editor}>
            <Value
              shape={shape}
              path={path}
              label={label}
              value={current}
              required
              onChange={(value) => onSet(path, value ?? '')}
            />
            {unit !== null && <span className={styles.hint}>{FIELD.unit[unit]}</span>}
          </div>
        ) : (
          <span className={styles.inherited}>
            {isSet ? withUnit(shown(current)) : originOf(several ? held.holds : held.above)}
          </span>
        )}
        {isSet && shared && path !== 'name' && <span className={styles.hint}>{originOf(held.above)}</span>}
      </div>
      <div className={styles.act}>
        {state !== null && (
          <span className={draft === undefined ? styles.hint : styles.changed}>{state}</span>
        )}
        {draft !== undefined && (
          <Button kind="quiet" onClick={() => onKeep(path)}>
            {FIELD.undo}
          </Button>
        )}
        {!mayChange && <span className={styles.hint}>{FIELD.administrators}</span>}
        {!isSet && mayChange && (
          <Button
            aria-label={`${FIELD.setHere}: ${label}`}
            onClick={() => onSet(path, start ?? emptyOf(shape))}
          >
            {FIELD.setHere}
          </Button>
        )}
        {clearable && mayChange && (isSet || (several && draft === undefined)) && (
          <Button
            kind="quiet"
            aria-label={`${shared ? FIELD.inherit : FIELD.takeAway}: ${label}`}
            onClick={() => onSet(path, null)}
          >
            {shared ? FIELD.inherit : FIELD.takeAway}
          </Button>
        )}
      </div>
    </div>
  );
});
