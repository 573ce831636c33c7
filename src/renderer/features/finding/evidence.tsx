import type { ReactNode } from 'react';
import { useState } from 'react';
import type { Evidence } from '#core/model/evidence.ts';
import { Card } from '#renderer/ui/card.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { ChoiceField } from '#renderer/ui/field.tsx';
import { formatClock } from '#renderer/ui/time.ts';
import { LocalTime } from '#renderer/ui/times.tsx';
import { counted, inWords } from '#renderer/ui/words.ts';
import styles from './evidence.module.css';
import type { Detail } from './finding-store.ts';
import { EvidenceTable } from './table.tsx';
import { TrailSketch } from './trail-sketch.tsx';

type Part = { readonly evidence: Evidence; readonly zone: string };

type TimeProps = { readonly at: string | null; readonly zone: string; readonly seconds?: boolean };

const Time = ({ at, zone, seconds = true }: TimeProps): ReactNode =>
  at === null ? '—' : <LocalTime at={Date.parse(at)} zone={zone} style={{ zone: false, seconds }} />;

const Code = ({ code }: { readonly code: string | null }) => <span className="mono">{code ?? '—'}</span>;

const metres = (value: number | null): string => (value === null ? '—' : `${Math.round(value)} m`);
const percent = (value: number | null): string => (value === null ? '—' : `${Math.round(value)} %`);

function GuardPart({ evidence, zone }: Part) {
  return (
    <Card title="Guards" aside={counted(evidence.guard_status.length, 'person', 'people')}>
      <EvidenceTable
        label="Guard status"
        none="Nobody is known to be at this site."
        head={['person', 'on duty', 'last seen', 'phone', 'last fix', 'device']}
        rows={evidence.guard_status.map((guard) => ({
          key: guard.people_id,
          cells: [
            <span key="person">
              <Code code={guard.people_id} />
              <span className={styles.under}>{guard.name}</span>
            </span>,
            guard.on_duty ? (
              <>
                since <Time at={guard.checked_in_at} zone={zone} seconds={false} />
              </>
            ) : (
              'no'
            ),
            <Time key="seen" at={guard.last_seen} zone={zone} />,
            guard.phone_active ? 'active' : 'silent',
            guard.last_location === null ? (
              '—'
            ) : (
              <span key="fix">
                <Time at={guard.last_location.timestamp} zone={zone} />
                <span className={styles.under}>± {metres(guard.last_location.accuracy)}</span>
              </span>
            ),
            [
              guard.device_status?.toLowerCase(),
              guard.battery === null ? undefined : `battery ${percent(guard.battery)}`,
            ]
              .filter((words) => words !== undefined)
              .join(', ') || '—',
          ],
        }))}
      />
    </Card>
  );
}

function LocationPart({ evidence, zone }: Part) {
  const now = useNow(60_000);
  const points = evidence.location_history;
  return (
    <Card title="Location history" aside={counted(points.length, 'fix', 'fixes')}>
      <div className={styles.stack}>
        <TrailSketch points={points} zone={zone} now={now} />
        <EvidenceTable
          label="Location fixes, newest first"
          none="No fix in the window."
          head={['time', 'person', 'latitude', 'longitude', 'accuracy']}
          rows={points.toReversed().map((point) => ({
            key: `${point.event}${point.timestamp}`,
            cells: [
              <Time key="time" at={point.timestamp} zone={zone} />,
              <Code key="person" code={point.people_id} />,
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

function TourPart({ evidence, zone }: Part) {
  return (
    <Card title="Tours" aside={counted(evidence.tour_logs.length, 'run')}>
      <EvidenceTable
        label="Tour runs"
        none="No tour in the window."
        head={['tour', 'state', 'started', 'ended', 'person', 'coverage', 'checkpoints']}
        rows={evidence.tour_logs.map((tour) => ({
          key: tour.id,
          cells: [
            <Code key="tour" code={tour.tour} />,
            inWords(tour.status),
            <Time key="started" at={tour.started_at} zone={zone} />,
            <Time key="ended" at={tour.ended_at} zone={zone} />,
            <Code key="person" code={tour.people} />,
            tour.checkpoint_coverage === null ? '—' : percent(tour.checkpoint_coverage * 100),
            <span key="checkpoints" className={styles.checkpoints}>
              {tour.checkpoints.map(({ code, scanned_at }) => (
                <span key={code} className={scanned_at === null ? styles.missing : undefined}>
                  {code} {scanned_at === null ? 'missing' : <Time at={scanned_at} zone={zone} />}
                </span>
              ))}
            </span>,
          ],
        }))}
      />
    </Card>
  );
}

function TaskPart({ evidence, zone }: Part) {
  return (
    <Card title="Tasks" aside={counted(evidence.task_logs.length, 'entry', 'entries')}>
      <EvidenceTable
        label="Task entries"
        none="No task in the window."
        head={['time', 'task', 'state', 'person', 'due', 'title']}
        rows={evidence.task_logs.map((task) => ({
          key: task.event,
          cells: [
            <Time key="time" at={task.timestamp} zone={zone} />,
            <Code key="task" code={task.id} />,
            inWords(task.status),
            <Code key="person" code={task.people} />,
            <Time key="due" at={task.due} zone={zone} />,
            task.title ?? '—',
          ],
        }))}
      />
    </Card>
  );
}

function AlertPart({ evidence, zone }: Part) {
  return (
    <Card title="Alerts" aside={counted(evidence.alert_history.length, 'alert')}>
      <EvidenceTable
        label="Alert history"
        none="No alert in the window."
        head={['time', 'severity', 'type', 'origin']}
        rows={evidence.alert_history.map((alert) => ({
          key: alert.id,
          cells: [
            <Time key="time" at={alert.timestamp} zone={zone} />,
            alert.severity?.toLowerCase() ?? '—',
            alert.type ?? '—',
            alert.origin === 'VIGIL' ? 'Vigil' : 'received',
          ],
        }))}
      />
    </Card>
  );
}

function SignalPart({ evidence }: { readonly evidence: Evidence }) {
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

function RequiredPart({ evidence }: { readonly evidence: Evidence }) {
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

export type EvidenceProps = { readonly captures: Detail['evidence']; readonly zone: string };

/** The evidence as it was frozen, capture by capture. */
export function EvidenceView({ captures, zone }: EvidenceProps) {
  const now = useNow(60_000);
  const [chosen, choose] = useState<string | null>(null);
  const capture = captures.find((each) => each.sha256 === chosen) ?? captures.at(-1);
  if (capture === undefined)
    return (
      <Card title="Evidence">
        <p className={styles.note}>No evidence was collected: collect_evidence is off for this site.</p>
      </Card>
    );
  const { evidence } = capture;
  const part = { evidence, zone };
  return (
    <>
      <Card title="Evidence" aside={`frozen ${formatClock(capture.at, zone, now)}`}>
        <div className={styles.stack}>
          {captures.length > 1 && (
            <ChoiceField
              aria-label="Capture"
              className={styles.capture}
              value={capture.sha256}
              choices={captures.map((each) => ({
                value: each.sha256,
                label: `${inWords(each.capture)} ${formatClock(each.at, zone, now)}`,
              }))}
              onChoose={choose}
            />
          )}
          <p className={styles.note}>
            From <Time at={evidence.collection_window.start} zone={zone} /> to{' '}
            <Time at={evidence.collection_window.end} zone={zone} />, when the finding was{' '}
            {inWords(capture.capture)}. SHA-256{' '}
            <code title={capture.sha256}>{capture.sha256.slice(0, 16)}…</code>
          </p>
          <RequiredPart evidence={evidence} />
        </div>
      </Card>
      <GuardPart {...part} />
      <LocationPart {...part} />
      <TourPart {...part} />
      <TaskPart {...part} />
      <AlertPart {...part} />
      <SignalPart evidence={evidence} />
    </>
  );
}
