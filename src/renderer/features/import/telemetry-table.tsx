import { useStore } from 'zustand';
import { NamedTable } from '#renderer/ui/named-table.tsx';
import { checkWords as words } from '#renderer/words/import.ts';
import { LOCALE } from '#renderer/words/measures.ts';
import styles from './import.module.css';
import { type ImportStore, telemetryFiles } from './import-store.ts';
import { ProblemsTable } from './problems.tsx';
import type { TelemetryCounts } from './telemetry-run.ts';

const SITES_SHOWN = 8;
const number = (count: number): string => count.toLocaleString(LOCALE);

function Progress({
  counts,
  size,
  name,
}: {
  readonly counts: TelemetryCounts;
  readonly size: number;
  readonly name: string;
}) {
  const { end, read } = counts;
  if (end === 'stopped') return words.stopped;
  if (end !== null && end !== 'done') return <span className={styles.trouble}>{end.message}</span>;
  const share = end === 'done' || size === 0 ? 1 : read / size;
  return (
    <span className={styles.progress}>
      <progress aria-label={name} max={1} value={share} /> {words.percent(share)}
    </span>
  );
}

/** What became of each telemetry file, or would become of it, while it is read and afterwards. */
export function TelemetryTable({ store, tried }: { readonly store: ImportStore; readonly tried: boolean }) {
  const { files, counts, diff } = useStore(store);
  const read = telemetryFiles(files).flatMap(({ id, file }) => {
    const own = counts[id];
    return own === undefined ? [] : [{ id, file, own }];
  });
  if (read.length === 0) return null;
  const coming = new Set(
    diff?.entries.flatMap(({ change, scope, code }) =>
      change === 'added' && scope === 'SITE' ? [code] : [],
    ),
  );
  const { head } = words;
  return (
    <section aria-label={words.telemetry}>
      <h3>{words.telemetry}</h3>
      <NamedTable
        label={words.telemetry}
        heads={[
          head.file,
          head.progress,
          tried ? head.accepted : head.taken,
          ...(tried ? [] : [head.duplicates]),
          head.quarantined,
          ...(tried ? [head.sites] : []),
        ]}
        numbers={tried ? [2, 3] : [2, 3, 4]}
        rows={read.map(({ id, file, own }) => ({
          key: String(id),
          cells: [
            <span key="name" className={styles.fileName}>
              {file.name}
            </span>,
            <Progress key="progress" counts={own} size={file.size} name={file.name} />,
            number(own.accepted),
            ...(tried ? [] : [number(own.duplicates)]),
            number(own.quarantined),
            ...(tried
              ? [
                  own.unknown
                    .slice(0, SITES_SHOWN)
                    .map(({ site }) => (coming.has(site) ? words.coming(site) : site))
                    .join(', '),
                ]
              : []),
          ],
        }))}
      />
      <p className={styles.faint}>
        {words.quarantineNote} {tried && words.tried} {tried && coming.size > 0 && words.comingNote}
      </p>
      <ProblemsTable problems={read.flatMap(({ own }) => own.problems)} title={words.unreadable} />
    </section>
  );
}
