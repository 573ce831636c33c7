import type { ReactNode } from 'react';
import { useState } from 'react';
import type { Evidence } from '#core/model/evidence.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { counted, inWords, personName } from '#renderer/words/codes.ts';
import { MANUAL_TOUR } from '#renderer/words/finding.ts';
import styles from './evidence.module.css';
import { EvidenceTable } from './table.tsx';

export type Part = { readonly evidence: Evidence; readonly zone: string };

/** How the instants of a capture are shown: with the date only when it is not that of the capture's end. */
const timesOf = ({ evidence, zone }: Part) => {
  const on = Date.parse(evidence.collection_window.end);
  return (at: string | null, seconds = true): ReactNode =>
    at === null ? (
      '—'
    ) : (
      <LocalTime at={Date.parse(at)} zone={zone} on={on} style={{ zone: false, seconds }} />
    );
};

const code = (text: string | null): ReactNode => <span className="mono">{text ?? '—'}</span>;
const metres = (value: number | null): string => (value === null ? '—' : `${Math.round(value)} m`);
const percent = (value: number): string => `${Math.round(value)} %`;

/** What matters first, and beneath it what goes with it. */
const over = (first: ReactNode, under: ReactNode): ReactNode => (
  <>
    {first}
    <span className={styles.under}>{under}</span>
  </>
);

type Guard = Evidence['guard_status'][number];

/** Those on duty first, then by their last sign of life. */
const byPresence = (a: Guard, b: Guard): number =>
  Number(b.on_duty) - Number(a.on_duty) || (b.last_seen ?? '').localeCompare(a.last_seen ?? '');

/** Whether somebody was on duty at the end of the window, or gave a sign of life in it. */
const wasThere = ({ on_duty, last_seen }: Guard, { collection_window }: Evidence): boolean =>
  on_duty || (last_seen !== null && Date.parse(last_seen) >= Date.parse(collection_window.start));

const guardCells = (guard: Guard, time: ReturnType<typeof timesOf>): readonly ReactNode[] => [
  over(code(guard.people_id), guard.name),
  guard.on_duty ? <>since {time(guard.checked_in_at, false)}</> : 'no',
  time(guard.last_seen),
  guard.phone_active ? 'active' : 'silent',
  guard.last_location === null
    ? '—'
    : over(time(guard.last_location.timestamp), `± ${metres(guard.last_location.accuracy)}`),
  over(
    guard.device_status?.toLowerCase() ?? '—',
    guard.battery === null ? '' : `battery ${percent(guard.battery)}`,
  ),
];

/** Who belongs to the site, and what was known of each at the end of the window: first of those who were there. */
export function GuardPart(part: Part) {
  const [showsAll, showAll] = useState(false);
  const time = timesOf(part);
  const guards = part.evidence.guard_status.toSorted(byPresence);
  const there = guards.filter((guard) => wasThere(guard, part.evidence));
  const shown = showsAll ? guards : there;
  return (
    <Card title="Guards" aside={counted(guards.length, 'person', 'people')}>
      <EvidenceTable
        label="Guard status"
        none={guards.length === 0 ? 'Nobody is known to be at this site.' : 'Nobody was there in the window.'}
        head={['person', 'on duty', 'last seen', 'phone', 'last fix', 'device']}
        rows={shown.map((guard) => ({ key: guard.people_id, cells: guardCells(guard, time) }))}
      />
      {there.length < guards.length && (
        <Button kind="quiet" className={styles.more} onClick={() => showAll(!showsAll)}>
          {showsAll ? 'Only who was there' : `Show ${guards.length - there.length} who were not there`}
        </Button>
      )}
    </Card>
  );
}

/** Every fix of the window; the map shows them. */
export function LocationPart(part: Part) {
  const time = timesOf(part);
  const points = part.evidence.location_history;
  return (
    <Card title="Location history" aside={counted(points.length, 'fix', 'fixes')}>
      <div className={styles.stack}>
        <EvidenceTable
          label="Location fixes, newest first"
          none="No fix in the window."
          head={['time', 'person', 'latitude', 'longitude', 'accuracy']}
          rows={points.toReversed().map((point) => ({
            key: `${point.event}${point.timestamp}`,
            cells: [
              time(point.timestamp),
              code(point.people_id),
              point.lat.toFixed(5),
              point.lon.toFixed(5),
              metres(point.accuracy),
            ],
          }))}
        />
      </div>
    </Card>
  );
}

type Tour = Evidence['tour_logs'][number];

/** Each checkpoint of the tour with the time of its scan. */
const checkpoints = ({ checkpoints: list }: Tour, time: ReturnType<typeof timesOf>): ReactNode => (
  <span className={styles.checkpoints}>
    {list.map(({ code: name, scanned_at }) => (
      <span key={name} className={scanned_at === null ? styles.missing : undefined}>
        <span className="mono">{name}</span> {scanned_at === null ? 'missing' : time(scanned_at)}
      </span>
    ))}
  </span>
);

/** Each run of a tour with its checkpoints. */
export function TourPart(part: Part) {
  const time = timesOf(part);
  const tours = part.evidence.tour_logs;
  return (
    <Card title="Tours" aside={counted(tours.length, 'run')}>
      <EvidenceTable
        label="Tour runs"
        none="No tour in the window."
        head={['tour', 'started', 'person', 'checkpoints']}
        rows={tours.map((tour) => ({
          key: tour.id,
          cells: [
            over(code(tour.tour), tour.manual ? MANUAL_TOUR.status : inWords(tour.status)),
            over(
              time(tour.started_at ?? tour.scheduled_start ?? null),
              tour.ended_at === null ? 'not ended' : <>to {time(tour.ended_at)}</>,
            ),
            code(tour.people),
            tour.manual
              ? over(tour.reason, MANUAL_TOUR.noted(personName(tour.noted_by ?? '')))
              : over(
                  tour.checkpoint_coverage === null
                    ? '—'
                    : `${percent(tour.checkpoint_coverage * 100)} scanned`,
                  checkpoints(tour, time),
                ),
          ],
        }))}
      />
    </Card>
  );
}

/** What became of tasks. */
export function TaskPart(part: Part) {
  const time = timesOf(part);
  const tasks = part.evidence.task_logs;
  return (
    <Card title="Tasks" aside={counted(tasks.length, 'entry', 'entries')}>
      <EvidenceTable
        label="Task entries"
        none="No task in the window."
        head={['time', 'task', 'state', 'due']}
        rows={tasks.map((task) => ({
          key: task.event,
          cells: [
            time(task.timestamp),
            over(code(task.id), task.title),
            over(inWords(task.status), task.people === null ? '' : code(task.people)),
            time(task.due, false),
          ],
        }))}
      />
    </Card>
  );
}

/** Alerts of Vigil and those that it received. */
export function AlertPart(part: Part) {
  const time = timesOf(part);
  const alerts = part.evidence.alert_history;
  return (
    <Card title="Alerts" aside={counted(alerts.length, 'alert')}>
      <EvidenceTable
        label="Alert history"
        none="No alert in the window."
        head={['time', 'severity', 'type', 'origin']}
        rows={alerts.map((alert) => ({
          key: alert.id,
          cells: [
            time(alert.timestamp),
            alert.severity?.toLowerCase() ?? '—',
            over(alert.type ?? '—', alert.message ?? ''),
            alert.origin === 'VIGIL' ? 'Vigil' : 'received',
          ],
        }))}
      />
    </Card>
  );
}

/** How many events of each signal there were. */
export function SignalPart({ evidence }: Part) {
  const counts = Object.entries(evidence.signal_counts);
  return (
    <Card title="Signals in the window" aside={`${evidence.collection_window.duration_minutes} min`}>
      <EvidenceTable
        label="Events per signal"
        none="No signal was counted."
        head={['signal', 'events']}
        rows={counts.map(([signal, count]) => ({ key: signal, cells: [inWords(signal), count] }))}
      />
    </Card>
  );
}

/** Each kind of evidence that the runbook asks for: there, or missing and why. */
export function RequiredPart({ evidence }: Part) {
  if (evidence.required.length === 0) return null;
  return (
    <ul className={styles.required} aria-label="Evidence that the runbook asks for">
      {evidence.required.map(({ name, present, why }) => (
        <li key={name} className={present ? undefined : styles.missing}>
          <span aria-hidden="true">{present ? '✓' : '✕'}</span> {inWords(name)}
          {present ? '' : ` missing${why === null ? '' : `: ${why}`}`}
        </li>
      ))}
    </ul>
  );
}
