import type { BundleView } from '#contract/bundle-view.ts';
import { type Part, textPart } from '#core/bundle/seal.ts';
import { walkedIn } from '#core/bundle/walked.ts';
import { type Cell, csvOf } from '#core/kit/csv.ts';
import { toIso } from '#core/model/time.ts';

/** What of a finding is a table, for spreadsheets. Of the lists of evidence the newest capture's. */
export function tablesOf(view: BundleView): readonly Part[] {
  const points = walkedIn(view.evidence.map(({ evidence }) => evidence));
  const newest = view.evidence.at(-1)?.evidence;
  return [
    table('timeline', ['at', 'who', 'verified', 'action', 'reason'], view.timeline, (entry) => [
      ...[toIso(entry.at), entry.actor, entry.verified, entry.action, entry.reason],
    ]),
    table('checklist', ['step', 'text', 'done_at', 'done_by', 'note'], checklist(view), (row) => row),
    table('positions', ['person', 'at', 'lat', 'lon', 'accuracy_m', 'event'], points, (point) => [
      ...[point.people_id, point.timestamp, point.lat, point.lon, point.accuracy, point.event],
    ]),
    table('people', PEOPLE, newest?.guard_status, (guard) => [
      ...[
        guard.people_id,
        guard.name,
        guard.on_duty,
        guard.last_seen,
        guard.phone_active,
        guard.checked_in_at,
      ],
      ...[guard.battery, guard.device_status],
    ]),
    table('tours', TOURS, newest?.tour_logs, (tour) => [
      ...[
        tour.id,
        tour.tour,
        tour.status,
        tour.started_at,
        tour.ended_at,
        tour.people,
        tour.checkpoint_coverage,
      ],
      tour.checkpoints.map(({ code, scanned_at }) => `${code} ${scanned_at ?? '-'}`).join('; '),
    ]),
    table('tasks', ['task', 'status', 'person', 'at', 'due', 'title'], newest?.task_logs, (task) => [
      ...[task.id, task.status, task.people, task.timestamp, task.due, task.title],
    ]),
    table(
      'alerts',
      ['alert', 'severity', 'type', 'at', 'origin', 'message'],
      newest?.alert_history,
      (alert) => [...[alert.id, alert.severity, alert.type, alert.timestamp, alert.origin, alert.message]],
    ),
  ].filter((part) => part !== null);
}

const PEOPLE = [
  ...['person', 'name', 'on_duty', 'last_seen', 'phone_active', 'checked_in_at'],
  ...['battery', 'device_status'],
];
const TOURS = ['run', 'tour', 'status', 'started_at', 'ended_at', 'person', 'coverage', 'checkpoints'];

/** Nothing for a list that is empty. */
function table<T>(
  name: string,
  header: readonly string[],
  items: readonly T[] | undefined,
  rowOf: (item: T) => readonly Cell[],
): Part | null {
  if (items === undefined || items.length === 0) return null;
  return textPart(`${name}.csv`, csvOf(header, items.map(rowOf)));
}

const checklist = ({ runbook, steps }: BundleView): readonly (readonly Cell[])[] =>
  (runbook?.steps ?? []).map(({ text }, index) => {
    const tick = steps.find(({ step }) => step === index);
    return [index + 1, text, tick && toIso(tick.done_at), tick?.done_by, tick?.note];
  });
