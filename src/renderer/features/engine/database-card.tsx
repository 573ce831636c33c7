import type { Answer } from '#contract/index.ts';
import { Card } from '#renderer/ui/card.tsx';
import { Facts } from '#renderer/ui/facts.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { DATABASE, ENGINE_PAGE } from '#renderer/words/engine-page.ts';
import styles from './engine-page.module.css';
import { Ago, bytes, number } from './values.tsx';

type Page = Answer<'engine.page'>;
type PageProps = { readonly page: Page; readonly zone: string };

/** The job that checks the connection, the file and the trail. */
const SELF_TEST = 'self-test';
/** Fewer days than this and somebody should make room. */
const SOON_FULL = 7;

function Checked({ page: { upkeep }, zone }: PageProps) {
  const test = upkeep.find(({ job }) => job === SELF_TEST);
  if (test === undefined || test.last_at === null) return ENGINE_PAGE.unknown;
  return (
    <>
      <Ago at={test.last_at} zone={zone} /> {test.problems || DATABASE.sound}
    </>
  );
}

function Free({ database: { free_bytes, days_until_full } }: Pick<Page, 'database'>) {
  const left = days_until_full === null ? '' : DATABASE.fullIn(days_until_full);
  const soon = days_until_full !== null && days_until_full < SOON_FULL;
  return (
    <span className={soon ? styles.late : undefined}>{DATABASE.room(bytes(free_bytes), left, soon)}</span>
  );
}

function LastBackup({ page: { backups }, zone }: PageProps) {
  const { last, problem } = backups;
  return (
    <>
      {last === null ? (
        <span className={styles.late}>{DATABASE.noBackup}</span>
      ) : (
        <>
          <Ago at={last.taken_at} zone={zone} /> {DATABASE.checked(bytes(last.bytes))}
        </>
      )}
      {problem !== null && <span className={styles.late}> {DATABASE.backupProblem(problem)}</span>}
    </>
  );
}

/** The file that holds everything, its disk, and the copies of it. */
export function DatabaseCard({ page, zone }: PageProps) {
  const { database, backups } = page;
  return (
    <Card title={DATABASE.title}>
      <Facts
        className={styles.facts}
        facts={[
          [DATABASE.file, bytes(database.file_bytes)],
          [DATABASE.wal, bytes(database.wal_bytes)],
          [DATABASE.free, <Free key="free" database={database} />],
          [DATABASE.schema, database.schema_version],
          [DATABASE.trail, number(database.trail_rows)],
          [DATABASE.check, <Checked key="checked" page={page} zone={zone} />],
          [DATABASE.backup, <LastBackup key="backup" page={page} zone={zone} />],
          [DATABASE.kept, number(backups.kept)],
          [
            DATABASE.nextBackup,
            backups.next_due_at === null ? (
              ENGINE_PAGE.unknown
            ) : (
              <LocalTime key="next" at={backups.next_due_at} zone={zone} />
            ),
          ],
        ]}
      />
    </Card>
  );
}
