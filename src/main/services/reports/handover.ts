import type { ReportOrder } from '#contract/reports.ts';
import { isWithin } from '#core/model/actor.ts';
import { HOUR } from '#core/model/time.ts';
import { counted } from '#core/report/blocks.ts';
import {
  HANDOVER_HOURS_AHEAD,
  handoverReport,
  type MaintenanceAhead,
  type OpenFinding,
  type Part,
  type ShiftNote,
} from '#core/report/handover.ts';
import type { FindingQuestion, FindingRow } from '#main/ports/read-model.ts';
import type { DeskView } from '../desks/desk-view.ts';
import { type Caller, Refused } from '../handlers.ts';
import { type MakeReport, markOf, type ReportParts } from './maker.ts';

type Order = Extract<ReportOrder, { kind: 'handover' }>;
type Shift = { readonly from: number; readonly to: number; readonly among: readonly string[] | null };

/** More than a shift can read; the rest is counted. */
const MOST_ROWS = 1_000;
const PAGE = 200;
/** What did not work while the shift watched. */
const TROUBLE_TYPES = ['SOURCE_SILENT', 'AUDIT_GAP'] as const;
const MOST_TROUBLES = 50;

/** The hand-over of a shift that began at `since` and ends now. Throws Refused for a desk that there is not, and a span that is none. */
export const makeHandover: MakeReport<Order> = async ({ since, desk }, caller, parts) => {
  const { readModel, clock, desks, host } = parts;
  const to = clock.now();
  if (since >= to) throw new Refused('bad-request', 'The shift begins after now.');
  const subject = desk === undefined ? null : deskOf(desks, desk, caller);
  if (subject === undefined) throw new Refused('not-found', `There is no desk ${desk}.`);
  const among = desk === undefined ? null : desks.codesOf([desk]);
  const shift = { from: since, to, among };
  const told = { scope: caller.scope, ...shift, limit: MOST_ROWS };
  const resolved = readModel.reports.resolved(told);
  return handoverReport({
    ...{ from: since, to, timezone: host.timezone, made_by: caller.actor.name },
    subject: subject === null ? 'All sites' : `Desk ${subject.code} ${subject.name}`,
    mark: markOf(parts),
    found: count(parts, caller, shift, { since, until: to + 1, roots: true }),
    open: openOf(parts, caller, shift),
    resolved: {
      ...resolved,
      rows: resolved.rows.map(({ resolution_note: note, ...row }) => ({ ...row, note })),
    },
    notes: notesOf(readModel.reports.noted(told)),
    maintenance: await aheadOf(parts, caller, shift),
    suppressed: readModel
      .suppressed(caller.scope, to)
      .filter(({ site }) => among === null || among.includes(site)).length,
    troubles: troublesOf(parts, caller, shift),
    trail: readModel.reports.trailHead(),
    signatures: ['Outgoing', 'Incoming'].map((role) => ({ role, name: null, at: null, note: null })),
  });
};

/** The desk of a code, if the caller may see any of its sites. */
const deskOf = (view: DeskView, code: string, { scope }: Caller) =>
  view.desks.find(
    (desk) =>
      desk.code === code && (scope === 'all' || view.sitesOf(code).some((site) => isWithin(site, scope))),
  );

const questionOf = (
  { scope }: Caller,
  { to, among }: Shift,
  filter: FindingQuestion['filter'],
): FindingQuestion => ({
  ...{ scope, filter, at: to },
  ...(among === null ? {} : { among }),
});

const count = ({ readModel }: ReportParts, caller: Caller, shift: Shift, filter: FindingQuestion['filter']) =>
  readModel.findings
    .countBy({ ...questionOf(caller, shift, filter), by: 'type' })
    .reduce((sum, each) => sum + each.count, 0);

/** Most urgent first; what a parent has adopted is told with it. */
function openOf({ readModel }: ReportParts, caller: Caller, shift: Shift): Part<OpenFinding> {
  const question = questionOf(caller, shift, { status: ['NEW', 'ACKNOWLEDGED'], roots: true });
  const rows: FindingRow[] = [];
  let total = 0;
  let after: Parameters<typeof readModel.findings.page>[0]['after'] = null;
  do {
    const page = readModel.findings.page({ ...question, sort: 'urgency', after, limit: PAGE });
    rows.push(...page.rows);
    after = page.next;
    total = page.total;
  } while (after !== null && rows.length < MOST_ROWS);
  return { rows: rows.map(toOpen), total };
}

const toOpen = ({ acknowledged_by, assigned_to, condition, ...row }: FindingRow): OpenFinding => ({
  ...row,
  is_cleared: condition === 'CLEARED',
  owner: assigned_to ?? acknowledged_by,
});

/** By the action of the audit trail. */
const NOTE_WORDS: Readonly<Record<string, string>> = {
  'finding.noted': 'note',
  'finding.call_made': 'call',
  'finding.assigned': 'given',
  'finding.handed_over': 'handed over',
  'finding.escalated': 'escalated',
  'finding.dispatched': 'dispatched',
  'finding.dispatch_arrived': 'arrived',
  'finding.dispatch_called_off': 'called off',
  'finding.tour_by_hand': 'tour by hand',
  'finding.absence_noted': 'absence',
  'finding.check_in_extended': 'more time',
};

const notesOf = ({
  rows,
  total,
}: ReturnType<ReportParts['readModel']['reports']['noted']>): Part<ShiftNote> => ({
  rows: rows.map(({ at, actor, action, reason, site, title }) => ({
    ...{ at, by: actor, site, finding: title, text: reason ?? '' },
    what: NOTE_WORDS[action] ?? action,
  })),
  total,
});

async function aheadOf(
  { asked }: ReportParts,
  caller: Caller,
  { to, among }: Shift,
): Promise<readonly MaintenanceAhead[]> {
  const { entries } = await asked['maintenance.calendar'](
    { from: to, to: to + HANDOVER_HOURS_AHEAD * HOUR },
    caller,
  );
  const own = among === null ? null : new Set(among);
  return entries
    .filter(({ target }) => own === null || target.scope !== 'SITE' || own.has(target.code))
    .flatMap(({ target, reason, times }) =>
      times.map(({ start, end }) => ({
        place: `${target.scope.toLowerCase()} ${target.code}`,
        ...{ start, end, reason, is_open: start <= to },
      })),
    )
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

function troublesOf({ readModel }: ReportParts, caller: Caller, shift: Shift): readonly string[] {
  return TROUBLE_TYPES.flatMap((type) => {
    const question = questionOf(caller, shift, { type, since: shift.from, until: shift.to + 1 });
    const { rows, total } = readModel.findings.page({
      ...question,
      sort: 'oldest',
      after: null,
      limit: MOST_TROUBLES,
    });
    const told = rows.map(({ title, message }) => `${title}: ${message}`);
    return total > rows.length
      ? [...told, `… and ${counted(total - rows.length, 'more finding')} like it.`]
      : told;
  });
}
