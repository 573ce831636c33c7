import { useVirtualizer } from '@tanstack/react-virtual';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { ChoiceField, Field, TextField } from '#renderer/ui/field.tsx';
import { inWords } from '#renderer/words/codes.ts';
import { changeWords, diffWords, changeListWords as words } from '#renderer/words/import.ts';
import { CHANGES, type Change, type ChangeRow, changeRows, countOf } from './change-rows.ts';
import type { Diff } from './configuration-run.ts';
import styles from './import.module.css';

const ROW_HEIGHT = 24;
const BORDERS = 2;
const ALL = 'all';

const known = (value: string | null): string => (value === null || value === '' ? diffWords.noValue : value);

function Line({ row, top }: { readonly row: ChangeRow; readonly top: number }) {
  const place = { transform: `translateY(${top}px)`, height: ROW_HEIGHT };
  if (row.kind === 'entry') {
    const { change, scope, code } = row.entry;
    return (
      <li className={styles.changeRow} style={place} data-testid="import-change">
        <span className={styles[change]}>{changeWords[change]}</span> {inWords(scope)} <code>{code}</code>
      </li>
    );
  }
  const { field, old, new: next } = row.field;
  return (
    <li
      className={`${styles.changeRow} ${styles.fieldRow}`}
      style={place}
      title={`${known(old)} → ${known(next)}`}
    >
      <code>{field}</code> {known(old)} → <strong>{known(next)}</strong>
    </li>
  );
}

/** What becomes of each tenant, client, site and runbook; only the lines in sight are drawn, of however many. */
export function ChangeList({ entries }: { readonly entries: Diff['entries'] }) {
  const [change, setChange] = useState<Change | null>(null);
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text);
  const scroller = useRef<HTMLElement>(null);
  const rows = useMemo(() => changeRows(entries, change, wanted), [entries, change, wanted]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
  });
  const choices = CHANGES.filter((each) => countOf(entries, each) > 0);
  return (
    <div className={styles.changes}>
      <div className={styles.tools}>
        <Field label={words.show}>
          <ChoiceField<Change | typeof ALL>
            value={change ?? ALL}
            choices={[
              { value: ALL, label: words.all(entries.length) },
              ...choices.map((value) => ({
                value,
                label: words.of(changeWords[value], countOf(entries, value)),
              })),
            ]}
            onChoose={(value) => setChange(value === ALL ? null : value)}
          />
        </Field>
        <Field label={words.search}>
          <TextField type="search" value={text} onChange={(event) => setText(event.target.value)} />
        </Field>
        <span role="status" className={styles.faint}>
          {rows.length === 0 ? words.empty : words.shown(rows.length)}
        </span>
      </div>
      <section
        ref={scroller}
        className={styles.changeScroller}
        style={{ height: virtual.getTotalSize() + BORDERS }}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        tabIndex={0}
        aria-label={words.name}
      >
        <ul className={styles.changeRows} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, key }) => {
            const row = rows[index];
            return row === undefined ? null : <Line key={key} row={row} top={start} />;
          })}
        </ul>
      </section>
    </div>
  );
}
