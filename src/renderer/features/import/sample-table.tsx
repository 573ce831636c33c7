import type { ImportSample, SampleRow } from '#contract/imports.ts';
import { EmptyState } from '#renderer/ui/states.tsx';
import { formatInstant } from '#renderer/ui/time.ts';
import { inWords } from '#renderer/words/codes.ts';
import { columnWords as words } from '#renderer/words/import.ts';
import { fixOf } from './fix.ts';
import styles from './import.module.css';

type SampleProps = { readonly sample: ImportSample; readonly zoneOf: (site: string) => string };

function EventCells({ row, zoneOf }: { readonly row: SampleRow } & Pick<SampleProps, 'zoneOf'>) {
  const [event] = row.events;
  if (event === undefined)
    return (
      <td colSpan={3}>
        {row.problems.map((problem) => (
          <span key={`${problem.field}${problem.found}`} className={styles.trouble}>
            {words.trouble(problem.field, problem.found, fixOf(problem))}{' '}
          </span>
        ))}
      </td>
    );
  return (
    <>
      <td className={styles.nowrap}>{formatInstant(event.at, zoneOf(event.site))}</td>
      <td>
        {inWords(event.type)}{' '}
        {event.known ? (
          <code>{event.site}</code>
        ) : (
          <span className={styles.trouble}>{words.unknownSite(event.site)}</span>
        )}
      </td>
      <td>
        {event.fields.map(({ field, value }) => (
          <span key={field} className={styles.said}>
            {field} <code>{value}</code>{' '}
          </span>
        ))}
      </td>
    </>
  );
}

/** The first rows of a file, each beside the event that it becomes. */
export function SampleTable({ sample, zoneOf }: SampleProps) {
  if (sample.rows.length === 0) return <EmptyState title={words.noRows} />;
  const columns = sample.columns ?? [words.cells];
  return (
    <table className={styles.table} aria-label={words.preview} data-testid="import-sample">
      <thead>
        <tr>
          {[words.line, words.at, words.event, words.says].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
          {columns.map((head, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a header may hold the same word twice
            <th key={`${head}${index}`} scope="col" className={styles.cell}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sample.rows.map((row) => (
          <tr key={row.line}>
            <th scope="row">{row.line}</th>
            <EventCells row={row} zoneOf={zoneOf} />
            {row.cells?.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells have no name but their place
              <td key={index} className={styles.cell}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
