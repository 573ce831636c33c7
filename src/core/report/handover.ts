import type { Disposition, FindingSeverity, FindingStatus } from '../model/finding.ts';
import type { ReportBlock, ReportDocument, ReportSection, ReportSignature } from '../model/report.ts';
import type { EpochMs } from '../model/time.ts';
import { counted, figure, figures, left, right, table, text } from './blocks.ts';
import { DISPOSITION_WORDS, personText, severityText, siteText } from './finding-words.ts';
import { dayAndTime, durationText, spanText } from './times.ts';

/** A finding that is open when the shift changes. */
export type OpenFinding = {
  readonly id: string;
  readonly site: string | null;
  readonly site_name: string | null;
  readonly severity: FindingSeverity;
  readonly title: string;
  readonly status: FindingStatus;
  readonly is_cleared: boolean;
  readonly condition_started_at: EpochMs;
  readonly owner: string | null;
  readonly sla_due_at: EpochMs | null;
  readonly shelved_until: EpochMs | null;
  readonly shelved_by: string | null;
  readonly shelve_reason: string | null;
  /** Findings that it has adopted. */
  readonly children: number;
};
export type ResolvedFinding = {
  readonly site: string | null;
  readonly site_name: string | null;
  readonly severity: FindingSeverity;
  readonly title: string;
  readonly detected_at: EpochMs;
  readonly resolved_at: EpochMs;
  readonly resolved_by: string | null;
  readonly disposition: Disposition | null;
  readonly note: string | null;
};
/** What somebody wrote or did at a finding during the shift. */
export type ShiftNote = {
  readonly at: EpochMs;
  readonly by: string;
  readonly site: string | null;
  readonly finding: string;
  /** What was done: `note`, `call`, `dispatch`, … */
  readonly what: string;
  readonly text: string;
};
export type MaintenanceAhead = {
  /** Whom it is for: `site RB-01`, `client RIVERBANK`. */
  readonly place: string;
  readonly start: EpochMs;
  readonly end: EpochMs;
  readonly reason: string;
  readonly is_open: boolean;
};
/** A list that may be longer than what was read of it. */
export type Part<Row> = { readonly rows: readonly Row[]; readonly total: number };

export type HandoverFacts = {
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** The zone of the installation: an operator's sites may lie in several. */
  readonly timezone: string;
  readonly made_by: string;
  /** Whose shift: the desks, or everything. */
  readonly subject: string;
  readonly mark: string | null;
  readonly found: number;
  readonly open: Part<OpenFinding>;
  readonly resolved: Part<ResolvedFinding>;
  readonly notes: Part<ShiftNote>;
  readonly maintenance: readonly MaintenanceAhead[];
  /** Breaches that open windows hold back. */
  readonly suppressed: number;
  /** What did not work during the shift: sources that were silent, time that nobody watched. */
  readonly troubles: readonly string[];
  /** The last row of the audit trail. */
  readonly trail: { readonly seq: number; readonly hash: string };
  readonly signatures: readonly ReportSignature[];
};

/** Hours of maintenance that a hand-over looks ahead. */
export const HANDOVER_HOURS_AHEAD = 12;

/** What the next shift must know: what is open and whose it is, what waits, what begins, what was done. */
export function handoverReport(facts: HandoverFacts): ReportDocument {
  const { from, to, timezone, made_by, subject, mark } = facts;
  return {
    kind: 'handover',
    title: 'Shift handover',
    ...{ subject, mark, made_at: to },
    span: spanText(from, to, timezone),
    made: `Made by ${personText(made_by)}, ${dayAndTime(to, timezone)}`,
    sections: [
      { heading: 'At a glance', blocks: [glance(facts)] },
      { heading: 'Open findings', blocks: [openTable(facts)] },
      { heading: 'Shelved', blocks: [shelvedTable(facts)] },
      { heading: 'Maintenance', blocks: maintenance(facts) },
      { heading: 'Resolved in this shift', blocks: [resolvedTable(facts)] },
      { heading: 'Noted in this shift', blocks: [notesTable(facts)] },
      engineSection(facts),
      { heading: 'Signed', blocks: [{ kind: 'signatures', signatures: facts.signatures }] },
    ],
  };
}

const isShelved = ({ shelved_until }: OpenFinding): boolean => shelved_until !== null;

function glance({ open, found, resolved, suppressed, to }: HandoverFacts): ReportBlock {
  const { rows } = open;
  const due = rows.filter(
    ({ status, sla_due_at }) => status === 'NEW' && sla_due_at !== null && sla_due_at < to,
  );
  return figures([
    figure('open', open.total),
    figure('not acknowledged', rows.filter(({ status }) => status === 'NEW').length),
    figure('critical', rows.filter(({ severity }) => severity === 'CRITICAL').length),
    figure('past their SLA', due.length),
    figure('shelved', rows.filter(isShelved).length),
    figure('held back', suppressed, 'by maintenance now'),
    figure('found', found, 'in this shift'),
    figure('resolved', resolved.total, 'in this shift'),
  ]);
}

const MOST_ROWS = 200;

function openTable({ open, to, timezone }: HandoverFacts): ReportBlock {
  const rows = open.rows.filter((row) => !isShelved(row));
  const due = ({ sla_due_at, status }: OpenFinding) =>
    sla_due_at === null || status !== 'NEW'
      ? ''
      : sla_due_at <= to
        ? `over by ${durationText(to - sla_due_at)}`
        : dayAndTime(sla_due_at, timezone);
  return table(
    rows,
    [
      left('Severity', 12, ({ severity }) => severityText(severity)),
      left('Site', 18, (row) => siteText(row.site, row.site_name)),
      left('Finding', 28, ({ title, children }) => (children > 0 ? `${title} (+${children})` : title)),
      left(
        'State',
        13,
        ({ status, is_cleared }) => `${STATUS_WORDS[status]}${is_cleared ? ', cleared' : ''}`,
      ),
      right('For', 9, ({ condition_started_at }) => durationText(to - condition_started_at)),
      left('Owner', 10, ({ owner }) => personText(owner) || 'nobody'),
      left('SLA', 14, due),
    ],
    {
      empty: 'Nothing is open.',
      most: MOST_ROWS,
      total: rows.length + open.total - open.rows.length,
    },
  );
}
const STATUS_WORDS: Readonly<Record<FindingStatus, string>> = {
  NEW: 'new',
  ACKNOWLEDGED: 'acknowledged',
  RESOLVED: 'resolved',
};

const shelvedTable = ({ open, timezone }: HandoverFacts): ReportBlock =>
  table(
    open.rows.filter(isShelved),
    [
      left('Severity', 12, ({ severity }) => severityText(severity)),
      left('Site', 18, (row) => siteText(row.site, row.site_name)),
      left('Finding', 26, ({ title }) => title),
      left('Until', 16, ({ shelved_until }) => dayAndTime(shelved_until ?? 0, timezone)),
      left('By', 10, ({ shelved_by }) => personText(shelved_by)),
      left('Why', 22, ({ shelve_reason }) => shelve_reason ?? ''),
    ],
    { empty: 'Nothing is shelved.', most: MOST_ROWS },
  );

function maintenance({ maintenance: windows, suppressed, timezone }: HandoverFacts): readonly ReportBlock[] {
  const rows = table(
    windows,
    [
      left('Where', 22, ({ place }) => place),
      left('State', 10, ({ is_open }) => (is_open ? 'open now' : 'to come')),
      left('From', 18, ({ start }) => dayAndTime(start, timezone)),
      left('To', 18, ({ end }) => dayAndTime(end, timezone)),
      left('Why', 32, ({ reason }) => reason),
    ],
    {
      empty: `No window is open, and none begins in the next ${HANDOVER_HOURS_AHEAD} hours.`,
      most: MOST_ROWS,
    },
  );
  return suppressed === 0
    ? [rows]
    : [text(`${counted(suppressed, 'breach', 'breaches')} held back now.`), rows];
}

const resolvedTable = ({ resolved, timezone }: HandoverFacts): ReportBlock =>
  table(
    resolved.rows,
    [
      left('Severity', 12, ({ severity }) => severityText(severity)),
      left('Site', 16, (row) => siteText(row.site, row.site_name)),
      left('Finding', 24, ({ title }) => title),
      left('Resolved', 15, ({ resolved_at }) => dayAndTime(resolved_at, timezone)),
      right('After', 9, ({ detected_at, resolved_at }) => durationText(resolved_at - detected_at)),
      left('By', 10, ({ resolved_by }) => personText(resolved_by)),
      left('As', 20, ({ disposition, note }) =>
        [disposition === null ? '' : DISPOSITION_WORDS[disposition], note ?? ''].filter(Boolean).join(': '),
      ),
    ],
    { empty: 'Nothing was resolved.', most: MOST_ROWS, total: resolved.total },
  );

const notesTable = ({ notes, timezone }: HandoverFacts): ReportBlock =>
  table(
    notes.rows,
    [
      left('When', 15, ({ at }) => dayAndTime(at, timezone)),
      left('Who', 10, ({ by }) => personText(by)),
      left('Site', 10, ({ site }) => site ?? ''),
      left('Finding', 22, ({ finding }) => finding),
      left('What', 12, ({ what }) => what),
      left('Note', 31, ({ text: words }) => words),
    ],
    { empty: 'Nothing was noted.', most: MOST_ROWS, total: notes.total },
  );

function engineSection({ troubles, trail, timezone, to }: HandoverFacts): ReportSection {
  const told =
    troubles.length === 0 ? ['Everything was watched throughout, and every source was heard.'] : troubles;
  const anchor =
    trail.seq === 0
      ? 'The audit trail is empty.'
      : `At ${dayAndTime(to, timezone)} the audit trail ended with row ${trail.seq}, hash ${trail.hash}. Whoever keeps this page can prove later that nothing before it was changed.`;
  return { heading: 'Engine and audit trail', blocks: [...told, anchor].map(text) };
}
