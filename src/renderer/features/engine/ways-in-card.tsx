import type { Answer } from '#contract/index.ts';
import { Card } from '#renderer/ui/card.tsx';
import { Facts } from '#renderer/ui/facts.tsx';
import { NamedTable } from '#renderer/ui/named-table.tsx';
import { WAYS_IN } from '#renderer/words/engine-page.ts';
import styles from './engine-page.module.css';
import { Ago, number } from './values.tsx';

type Intake = Answer<'engine.page'>['intake'];
type IntakeProps = { readonly intake: Intake; readonly zone: string };

const STATES_THAT_WORK = ['LISTENING', 'WATCHING'];

/** A way in: off, working, or why it does not work. */
function WayState({
  state,
  at,
  reason,
}: {
  readonly state: keyof typeof WAYS_IN.state;
  readonly at: string;
  readonly reason: string | null;
}) {
  if (state === 'OFF') return <span className={styles.faint}>{WAYS_IN.state.OFF}</span>;
  const works = STATES_THAT_WORK.includes(state);
  return (
    <span className={works ? undefined : styles.late}>
      {WAYS_IN.state[state]} <span className="mono">{works ? at : null}</span> {reason}
    </span>
  );
}

function Lanes({ intake: { lanes } }: Pick<IntakeProps, 'intake'>) {
  const { head } = WAYS_IN;
  const lost = (count: number) => (
    <span className={count > 0 ? styles.late : undefined}>{number(count)}</span>
  );
  return (
    <NamedTable
      label={WAYS_IN.lanes}
      heads={[head.lane, head.waiting, head.committed, head.refused, head.shed]}
      numbers={[1, 2, 3, 4]}
      rows={lanes.map(({ lane, waiting, committed, refused, shed }) => ({
        key: lane,
        cells: [WAYS_IN.lane[lane], number(waiting), number(committed), number(refused), lost(shed)],
      }))}
    />
  );
}

function DroppedFiles({ intake: { drop }, zone }: IntakeProps) {
  const { head } = WAYS_IN;
  return (
    <NamedTable
      label={WAYS_IN.files}
      heads={[head.file, head.fileState, head.accepted, head.duplicates, head.quarantined, head.at]}
      numbers={[2, 3, 4]}
      rows={drop.files.map((file) => ({
        key: `${file.name} ${file.at}`,
        cells: [
          <span key="name" className="mono">
            {file.name}
          </span>,
          <span key="state" className={file.state === 'REJECTED' ? styles.late : undefined}>
            {WAYS_IN.fileState[file.state]} {file.reason}
          </span>,
          number(file.accepted),
          number(file.duplicates),
          number(file.quarantined),
          <Ago key="at" at={file.at} zone={zone} />,
        ],
      }))}
    />
  );
}

/** How telemetry comes in from outside: the HTTP listener, the drop folder, and the lanes in front of the database. */
export function WaysInCard({ intake, zone }: IntakeProps) {
  const { http, drop, lanes, last_event_at } = intake;
  const refused = http.refused.map(({ status, requests }) => WAYS_IN.refused(status, requests)).join(', ');
  const where = WAYS_IN.address(http.address, http.port);
  return (
    <Card title={WAYS_IN.title}>
      <Facts
        className={styles.facts}
        facts={[
          [WAYS_IN.http, <WayState key="http" state={http.state} at={where} reason={http.reason} />],
          [WAYS_IN.drop, <WayState key="drop" state={drop.state} at={drop.folder} reason={drop.reason} />],
          [WAYS_IN.last, <Ago key="last" at={last_event_at} zone={zone} />],
          ...(http.state === 'OFF'
            ? []
            : [[WAYS_IN.requests, WAYS_IN.asked(http.requests, refused)] as const]),
          ...(drop.reading === null ? [] : [[WAYS_IN.reading, drop.reading] as const]),
        ]}
      />
      {lanes.length > 0 && <Lanes intake={intake} />}
      {drop.files.length > 0 && <DroppedFiles intake={intake} zone={zone} />}
    </Card>
  );
}
