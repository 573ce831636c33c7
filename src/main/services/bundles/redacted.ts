import type { BundleView } from '#contract/bundle-view.ts';
import type { CaseDto } from '#contract/cases.ts';
import type { TrailRowDto } from '#contract/trail.ts';
import type { BundleTrailRow } from '#core/bundle/trail-rows.ts';
import { SYSTEM } from '#core/model/actor.ts';
import type { Collected } from './collected.ts';

/** What is sealed of a finding: whole, or without what says who and where. */
export type Content = Pick<Collected, 'view' | 'head'> & {
  readonly trail: readonly BundleTrailRow[];
  /** Who made the bundle. */
  readonly by: string;
};

/** Everything as it is. */
export const wholeContent = ({ view, trail, head, made }: Collected): Content => ({
  ...{ view, head, by: made.actor },
  trail: trail.map((row) => ({ ...row, redacted: false })),
});

/** Stands for what somebody wrote. */
export const LEFT_OUT = '[left out]';
/** Written by somebody, or by another system, whatever the rest of a finding says of codes. */
const WRITTEN_BY_PEOPLE: ReadonlySet<string> = new Set(['MANUAL', 'EXTERNAL_ALERT']);
/** What a row of the trail says in codes, numbers and instants; everything else of it may hold a name. */
const SAFE_FIELDS: ReadonlySet<string> = new Set([
  ...['site', 'finding_type', 'subject', 'severity', 'condition', 'status', 'disposition', 'cadence'],
  ...['condition_started_at', 'detected_at', 'cleared_at', 'acknowledged_at', 'ack_until', 'resolved_at'],
  ...['shelved_until', 'escalated_at', 'reopened_at', 'assigned_at', 'parent_id', 'alert_id', 'chattering'],
  ...['capture', 'step', 'done', 'redacted'],
]);
/** Stands for a hash: beside everything that it is made of but a name, it tells which of some names it is. */
const NO_HASH = '0'.repeat(64);

const orNull = (text: string | null): string | null => (text === null ? null : LEFT_OUT);

/** Gives everybody who acted a name that says nothing, the same one all through a bundle. */
export function createAliases(): (actor: string) => string {
  const known = new Map<string, string>([[SYSTEM.name, SYSTEM.name]]);
  return (actor) => {
    const alias = known.get(actor) ?? `operator-${known.size}`;
    known.set(actor, alias);
    return alias;
  };
}

/**
 * Without names, telephone numbers, e-mail addresses, positions, and everything that a person or another system wrote, for any of it may hold
 * one. Codes, instants and what Vigil itself says stay.
 */
export function redactedContent({ view, trail, head, made }: Collected): Content {
  const alias = createAliases();
  const someone = (actor: string | null) => (actor === null ? null : alias(actor));
  const rows = trail.map((row) => redactRow(row, alias));
  return {
    ...{ head, trail: rows, by: alias(made.actor) },
    view: {
      ...view,
      finding: redactFinding(view.finding, someone),
      runbook: view.runbook && redactRunbook(view.runbook),
      steps: view.steps.map((tick) => ({ ...tick, done_by: alias(tick.done_by), note: orNull(tick.note) })),
      dispatches: view.dispatches.map((each) => ({
        ...each,
        who: LEFT_OUT,
        note: orNull(each.note),
        sent_by: alias(each.sent_by),
        arrived_by: someone(each.arrived_by),
        called_off_by: someone(each.called_off_by),
        called_off_reason: orNull(each.called_off_reason),
      })),
      instructions: null,
      evidence: view.evidence.map((each) => ({ ...each, evidence: redactEvidence(each.evidence, alias) })),
      timeline: view.timeline.map((entry) => ({
        ...entry,
        actor: alias(entry.actor),
        reason: entry.actor === SYSTEM.name ? entry.reason : null,
        before: safeFields(entry.before),
        after: safeFields(entry.after),
      })),
      place: view.place && {
        ...view.place,
        ...{ location: null, geofence: null, checkpoints: [], plan: null },
      },
    },
  };
}

/** A case without what somebody wrote: its name, its notes and names of files were written by people; who wrote stays apart from who else did. */
export const redactedCase = (folder: CaseDto, alias: (actor: string) => string): CaseDto => ({
  ...folder,
  name: folder.id,
  opened_by: alias(folder.opened_by),
  closed_by: folder.closed_by === null ? null : alias(folder.closed_by),
  items: folder.items.map((item) => ({
    ...item,
    title: LEFT_OUT,
    added_by: alias(item.added_by),
    bundle: item.bundle && { ...item.bundle, file_name: LEFT_OUT },
  })),
  notes: folder.notes.map((note) => ({ ...note, by: alias(note.by), text: LEFT_OUT })),
});

type Finding = BundleView['finding'];

function redactFinding(finding: Finding, someone: (actor: string | null) => string | null): Finding {
  const { explanation } = finding;
  const told = WRITTEN_BY_PEOPLE.has(finding.finding_type)
    ? {
        ...{ title: finding.finding_type, message: LEFT_OUT },
        explanation: { ...explanation, text: LEFT_OUT, values: [], clears_when: LEFT_OUT },
      }
    : {};
  return {
    ...finding,
    ...told,
    shelved_by: someone(finding.shelved_by),
    shelve_reason: orNull(finding.shelve_reason),
    acknowledged_by: someone(finding.acknowledged_by),
    first_acknowledged_by: someone(finding.first_acknowledged_by),
    resolved_by: someone(finding.resolved_by),
    resolution_note: orNull(finding.resolution_note),
    assigned_to: orNull(finding.assigned_to),
  };
}

const redactRunbook = (runbook: NonNullable<BundleView['runbook']>): BundleView['runbook'] => ({
  ...runbook,
  description: LEFT_OUT,
  steps: runbook.steps.map((step) => ({ ...step, text: LEFT_OUT })),
});

type Evidence = BundleView['evidence'][number]['evidence'];

const redactEvidence = (evidence: Evidence, alias: (actor: string) => string): Evidence => ({
  ...evidence,
  location_history: [],
  task_logs: evidence.task_logs.map((task) => ({ ...task, title: orNull(task.title) })),
  tour_logs: evidence.tour_logs.map(({ noted_by, reason, ...tour }) => ({
    ...tour,
    ...(noted_by === undefined ? {} : { noted_by: alias(noted_by) }),
    ...(reason === undefined ? {} : { reason: LEFT_OUT }),
  })),
  alert_history: evidence.alert_history.map(({ message, ...alert }) => ({
    ...alert,
    ...(message === undefined ? {} : { message: orNull(message) }),
  })),
  guard_status: evidence.guard_status.map((guard) => ({
    ...guard,
    name: '',
    last_location: null,
  })),
});

type Fields = Readonly<Record<string, unknown>> | null;
const safeFields = (fields: Fields): Record<string, unknown> | null =>
  fields === null
    ? null
    : Object.fromEntries(Object.entries(fields).filter(([name]) => SAFE_FIELDS.has(name)));

/** Its hashes go too; whoever has the trail finds the row by its number. */
function redactRow(row: TrailRowDto, alias: (actor: string) => string): BundleTrailRow {
  const isSystem = row.actor === SYSTEM.name;
  return {
    ...row,
    actor: alias(row.actor),
    reason: isSystem ? row.reason : null,
    payload: row.payload && {
      before: safeFields(fieldsIn(row.payload.before)),
      after: safeFields(fieldsIn(row.payload.after)),
    },
    ...{ payload_hash: NO_HASH, previous_hash: NO_HASH, hash: NO_HASH },
    redacted: true,
  };
}

const fieldsIn = (value: unknown): Fields =>
  // Safe: an object that is no list has fields by name.
  typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : null;
