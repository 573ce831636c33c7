import { EVENT_TYPES } from '#core/model/event.ts';
import { ChoiceField, Field, NoteField, TextField } from '#renderer/ui/field.tsx';
import { columnWords as words } from '#renderer/words/import.ts';
import styles from './import.module.css';
import {
  FIELDS,
  fillingsOf,
  type Mapping,
  textAt,
  withFilling,
  withWords,
  wordsText,
} from './mapping-draft.ts';

const TYPES = EVENT_TYPES.map((value) => ({ value, label: words.types[value] }));
const choicesOf = <T extends string>(told: Readonly<Record<T, string>>) =>
  // Safe: the keys of the words are the values that they tell.
  (Object.keys(told) as T[]).map((value) => ({ value, label: told[value] }));

type EditorProps = {
  readonly mapping: Mapping;
  readonly columns: readonly string[];
  readonly onChange: (mapping: Mapping) => void;
};

const NOTHING = 'nothing';
const FIXED = 'fixed';
const COLUMN = 'column:';

/** One of the columns, by its head. */
function ColumnField({
  label,
  value,
  columns,
  onPick,
}: {
  readonly label: string;
  readonly value: string;
  readonly columns: readonly string[];
  readonly onPick: (column: string) => void;
}) {
  return (
    <Field label={label}>
      <ChoiceField
        value={value}
        empty={words.none}
        choices={[...new Set(value === '' ? columns : [...columns, value])].map((column) => ({
          value: column,
          label: column,
        }))}
        onChoose={onPick}
      />
    </Field>
  );
}

function TimeFields({ mapping, columns, onChange }: EditorProps) {
  const { time } = mapping;
  const parted = textAt(time, 'date') !== '' || textAt(time, 'time') !== '';
  const first = parted ? textAt(time, 'date') : textAt(time, 'column');
  const put = (next: Mapping) => onChange({ ...mapping, time: next });
  const { zone: zoneBefore, ...withoutZone } = mapping;
  return (
    <>
      <Field label={words.when}>
        <ChoiceField
          value={parted ? 'two' : 'one'}
          choices={[
            { value: 'one', label: words.oneColumn },
            { value: 'two', label: words.twoColumns },
          ]}
          onChoose={(value) =>
            put(value === 'one' ? { column: first } : { date: first, time: columns[1] ?? first })
          }
        />
      </Field>
      {parted ? (
        <>
          <ColumnField
            label={words.date}
            value={first}
            columns={columns}
            onPick={(date) => put({ date, time: textAt(time, 'time') })}
          />
          <ColumnField
            label={words.time}
            value={textAt(time, 'time')}
            columns={columns}
            onPick={(clock) => put({ date: first, time: clock })}
          />
        </>
      ) : (
        <ColumnField
          label={words.instant}
          value={first}
          columns={columns}
          onPick={(column) => put({ column })}
        />
      )}
      <Field label={words.order}>
        <ChoiceField
          value={textAt(mapping, 'order')}
          choices={choicesOf(words.orders)}
          onChoose={(order) => onChange({ ...mapping, order })}
        />
      </Field>
      <Field label={words.zone}>
        <ChoiceField
          value={zoneBefore === 'UTC' ? 'UTC' : 'site'}
          choices={choicesOf(words.zones)}
          onChoose={(zone) => onChange(zone === 'UTC' ? { ...withoutZone, zone } : withoutZone)}
        />
      </Field>
    </>
  );
}

/** What fills one field of the event. */
function FillingRow({ field, mapping, columns, onChange }: EditorProps & { readonly field: string }) {
  const filling = fillingsOf(mapping)[field];
  const column = textAt(filling, 'column');
  const isFixed = column === '' && filling !== undefined;
  const value = column !== '' ? `${COLUMN}${column}` : isFixed ? FIXED : NOTHING;
  const choose = (chosen: string) => {
    if (chosen === NOTHING) onChange(withFilling(mapping, field, null));
    else if (chosen === FIXED) onChange(withFilling(mapping, field, { text: '' }));
    else onChange(withFilling(mapping, field, { column: chosen.slice(COLUMN.length) }));
  };
  const heads = [...new Set(column === '' ? columns : [...columns, column])];
  return (
    <tr>
      <th scope="row">
        <code>{field}</code>
      </th>
      <td>
        <ChoiceField
          aria-label={words.fillingOf(field)}
          value={value}
          choices={[
            { value: NOTHING, label: words.nothing },
            { value: FIXED, label: words.fixed },
            ...heads.map((head) => ({ value: `${COLUMN}${head}`, label: head })),
          ]}
          onChoose={choose}
        />
      </td>
      <td>
        {isFixed && (
          <TextField
            aria-label={words.fixedOf(field)}
            value={textAt(filling, 'text')}
            onChange={(event) => onChange(withFilling(mapping, field, { text: event.target.value }))}
          />
        )}
        {column !== '' && (
          <NoteField
            rows={1}
            aria-label={words.wordsOf(field)}
            placeholder={words.wordsHow}
            defaultValue={wordsText(filling)}
            onBlur={(event) => {
              if (event.target.value !== wordsText(filling))
                onChange(withWords(mapping, field, event.target.value));
            }}
          />
        )}
      </td>
    </tr>
  );
}

/** What the columns of a table mean: which events, when, and what fills their fields. */
export function MappingEditor(props: EditorProps) {
  const { mapping, onChange } = props;
  const type = EVENT_TYPES.find((each) => each === mapping.type) ?? '';
  return (
    <>
      <div className={styles.fields}>
        <Field label={words.type}>
          <ChoiceField
            value={type}
            empty={words.byColumn}
            choices={TYPES}
            onChoose={(value) => onChange({ ...mapping, type: value })}
          />
        </Field>
        <TimeFields {...props} />
        <Field label={words.decimal}>
          <ChoiceField
            value={mapping.decimal === ',' ? ',' : '.'}
            choices={choicesOf(words.decimals)}
            onChoose={(decimal) => onChange({ ...mapping, decimal })}
          />
        </Field>
        <Field label={words.name}>
          <TextField
            value={textAt(mapping, 'name')}
            maxLength={64}
            onChange={(event) => onChange({ ...mapping, name: event.target.value })}
          />
        </Field>
      </div>
      <table className={styles.table} aria-label={words.fields}>
        <thead>
          <tr>
            {[words.field, words.filledBy, words.words].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {FIELDS.map((field) => (
            <FillingRow key={field} {...props} field={field} />
          ))}
        </tbody>
      </table>
    </>
  );
}
