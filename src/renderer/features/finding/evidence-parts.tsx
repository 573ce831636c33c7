import type { ReactNode } from 'react';
import { useState } from 'react';
import type { Evidence } from '#core/model/evidence.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { Said } from '#renderer/ui/said.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { inWords, personName } from '#renderer/words/codes.ts';
import {
  alertWords,
  evidenceWords,
  guardWords,
  locationWords,
  signalWords,
  taskWords,
  tourRunWords,
} from '#renderer/words/evidence.ts';
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
const metres = (value: number | null): string =>
  value === null ? '—' : locationWords.metres(Math.round(value));
const percent = (value: number): string => `${Math.round(value)} %`;

/** What matters first, and beneath it what goes with it. */
const over = (first: ReactNode, under: ReactNode): ReactNode => (
  <>
    {first}
    <span className={styles.under}>{under}</span>
  </>
);

const since = (at: ReactNode): ReactNode => <Said text={guardWords.since} at={at} />;
const until = (at: ReactNode): ReactNode => <Said text={tourRunWords.ended} at={at} />;

type Guard = Evidence['guard_status'][number];

/** Those on duty first, then by their last sign of life. */
const byPresence = (a: Guard, b: Guard): number =>
  Number(b.on_duty) - Number(a.on_duty) || (b.last_seen ?? '').localeCompare(a.last_seen ?? '');

/** Whether somebody was on duty at the end of the window, or gave a sign of life in it. */
const wasThere = ({ on_duty, last_seen }: Guard, { collection_window }: Evidence): boolean =>
  on_duty || (last_seen !== null && Date.parse(last_seen) >= Date.parse(collection_window.start));

const guardCells = (guard: Guard, time: ReturnType<typeof timesOf>): readonly ReactNode[] => [
  over(code(guard.people_id), guard.name),
  guard.on_duty ? since(time(guard.checked_in_at, false)) : guardWords.offDuty,
  time(guard.last_seen),
  guard.phone_active ? guardWords.active : guardWords.silent,
  guard.last_location === null
    ? '—'
    : over(time(guard.last_location.timestamp), locationWords.within(metres(guard.last_location.accuracy))),
  over(
    guard.device_status?.toLowerCase() ?? '—',
    guard.battery === null ? '' : guardWords.battery(percent(guard.battery)),
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
    <Card title={guardWords.title} aside={guardWords.count(guards.length)}>
      <EvidenceTable
        label={guardWords.table}
        none={guards.length === 0 ? guardWords.nobodyKnown : guardWords.nobodyThere}
        head={guardWords.head}
        rows={shown.map((guard) => ({ key: guard.people_id, cells: guardCells(guard, time) }))}
      />
      {there.length < guards.length && (
        <Button kind="quiet" className={styles.more} onClick={() => showAll(!showsAll)}>
          {showsAll ? guardWords.onlyThere : guardWords.alsoAbsent(guards.length - there.length)}
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
    <Card title={locationWords.title} aside={locationWords.count(points.length)}>
      <div className={styles.stack}>
        <EvidenceTable
          label={locationWords.table}
          none={locationWords.none}
          head={locationWords.head}
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
        <span className="mono">{name}</span> {scanned_at === null ? tourRunWords.missing : time(scanned_at)}
      </span>
    ))}
  </span>
);

/** Each run of a tour with its checkpoints. */
export function TourPart(part: Part) {
  const time = timesOf(part);
  const tours = part.evidence.tour_logs;
  return (
    <Card title={tourRunWords.title} aside={tourRunWords.count(tours.length)}>
      <EvidenceTable
        label={tourRunWords.table}
        none={tourRunWords.none}
        head={tourRunWords.head}
        rows={tours.map((tour) => ({
          key: tour.id,
          cells: [
            over(code(tour.tour), tour.manual ? MANUAL_TOUR.status : inWords(tour.status)),
            tour.manual
              ? over(
                  <Said text={MANUAL_TOUR.planned} at={time(tour.scheduled_start ?? null)} />,
                  <Said text={MANUAL_TOUR.done} at={time(tour.ended_at)} />,
                )
              : over(
                  time(tour.started_at),
                  tour.ended_at === null ? tourRunWords.notEnded : until(time(tour.ended_at)),
                ),
            code(tour.people),
            tour.manual
              ? over(tour.reason, MANUAL_TOUR.noted(personName(tour.noted_by ?? '')))
              : over(
                  tour.checkpoint_coverage === null
                    ? '—'
                    : tourRunWords.scanned(percent(tour.checkpoint_coverage * 100)),
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
    <Card title={taskWords.title} aside={taskWords.count(tasks.length)}>
      <EvidenceTable
        label={taskWords.table}
        none={taskWords.none}
        head={taskWords.head}
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
    <Card title={alertWords.title} aside={alertWords.count(alerts.length)}>
      <EvidenceTable
        label={alertWords.table}
        none={alertWords.none}
        head={alertWords.head}
        rows={alerts.map((alert) => ({
          key: alert.id,
          cells: [
            time(alert.timestamp),
            alert.severity?.toLowerCase() ?? '—',
            over(alert.type ?? '—', alert.message ?? ''),
            alert.origin === 'VIGIL' ? alertWords.own : alertWords.received,
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
    <Card title={signalWords.title} aside={signalWords.minutes(evidence.collection_window.duration_minutes)}>
      <EvidenceTable
        label={signalWords.table}
        none={signalWords.none}
        head={signalWords.head}
        rows={counts.map(([signal, count]) => ({ key: signal, cells: [inWords(signal), count] }))}
      />
    </Card>
  );
}

/** Each kind of evidence that the runbook asks for: there, or missing and why. */
export function RequiredPart({ evidence }: Part) {
  if (evidence.required.length === 0) return null;
  return (
    <ul className={styles.required} aria-label={evidenceWords.required}>
      {evidence.required.map(({ name, present, why }) => (
        <li key={name} className={present ? undefined : styles.missing}>
          <span aria-hidden="true">{present ? '✓' : '✕'}</span> {inWords(name)}
          {present ? '' : ` ${evidenceWords.missing(why)}`}
        </li>
      ))}
    </ul>
  );
}
