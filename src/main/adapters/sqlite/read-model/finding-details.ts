import type { TenantScope } from '#core/model/actor.ts';
import type { Finding } from '#core/model/finding.ts';
import type { Runbook } from '#core/model/runbook.ts';
import type {
  FindingExport,
  FindingRow,
  ReadModel,
  StoredFinding,
  TimelineEntry,
} from '#main/ports/read-model.ts';
import { writtenColumns } from '../columns.ts';
import { createDeskRepo } from '../desk.ts';
import { createEvidenceRepo, unpackEvidence } from '../evidence.ts';
import { type FindingRecord, toFinding } from '../finding-row.ts';
import { createRunbookRepo } from '../runbooks.ts';
import { finding as findingTable } from '../schema/index.ts';
import type { Session } from '../statements.ts';
import { createTrailRepo } from '../trail.ts';
import type { Directory } from './directory.ts';
import { conditionOf } from './filter.ts';
import { findRows } from './finding-pages.ts';
import { type RawRow, selectRows, toRow } from './finding-rows.ts';
import { beyond, indexFor, orderBy } from './order.ts';
import { findMessages, findTellings } from './tellings.ts';
import { allOf, type Condition, visibleFindings } from './visibility.ts';

type Values = Condition['values'];
type ExportQuestion = Parameters<ReadModel['findings']['export']>[0];
type PackedEvidence = { readonly body: Buffer; readonly sha256: string };

/** The columns of a whole finding, from a table called `f`. */
const RECORD = writtenColumns(findingTable)
  .map((column) => `f.${column}`)
  .join(', ');

/** Everything about one finding, or null when there is none that the scope may see. */
export function findDetail(
  session: Session,
  directory: Directory,
  scope: TenantScope,
  id: string,
): StoredFinding | null {
  const visible = visibleFindings(scope, 'f');
  const record = session
    .prepare<[Values], FindingRecord>(`SELECT ${RECORD} FROM finding f WHERE f.id = @id AND ${visible.sql}`)
    .get({ ...visible.values, id });
  if (record === undefined) return null;
  const finding = toFinding(record);
  const { name, timezone } = directory.of(finding.site);
  const desk = createDeskRepo(session);
  return {
    finding,
    site_name: name,
    timezone,
    children: childrenOf(session, directory, scope, id),
    parent: finding.parent_id === null ? null : parentOf(session, directory, scope, finding.parent_id),
    runbook: runbookOf(session, finding),
    newest_runbook_version: newestVersionOf(session, finding),
    tellings: findTellings(session, id),
    messages: findMessages(session, id),
    steps: desk.steps(id),
    dispatches: desk.dispatches(id),
    evidence: createEvidenceRepo(session).of(id),
    timeline: timelineOf(session, id),
  };
}

function childrenOf(
  session: Session,
  directory: Directory,
  scope: TenantScope,
  id: string,
): readonly FindingRow[] {
  const rows = selectRows(scope, 'finding f');
  const visible = visibleFindings(scope, 'f');
  return session
    .prepare<[Values], RawRow>(
      `${rows.sql} WHERE f.parent_id = @id AND ${visible.sql} ORDER BY ${orderBy('urgency', 'f')}`,
    )
    .all({ ...rows.values, ...visible.values, id })
    .map((row) => toRow(row, directory));
}

const parentOf = (
  session: Session,
  directory: Directory,
  scope: TenantScope,
  id: string,
): FindingRow | null => findRows(session, directory, scope, [id])[0] ?? null;

/** The very version that the finding was opened with. */
function runbookOf(session: Session, { runbook }: Finding): Runbook | null {
  return runbook === null ? null : createRunbookRepo(session).get(runbook.finding_type, runbook.version);
}

function newestVersionOf(session: Session, { runbook }: Finding): number | null {
  if (runbook === null) return null;
  return (
    session
      .pluck<[string], number | null>('SELECT max(version) FROM runbook WHERE finding_type = ?')
      .get(runbook.finding_type) ?? null
  );
}

function timelineOf(session: Session, id: string): readonly TimelineEntry[] {
  return createTrailRepo(session)
    .of('finding', id)
    .map(({ seq, at, actor, action, reason, before, after }) => ({
      seq,
      at,
      actor: actor.name,
      verified: actor.verified,
      action,
      reason,
      before: fieldsOf(before),
      after: fieldsOf(after),
    }));
}

/** A payload as fields; null when it was purged, or is none. */
const fieldsOf = (payload: unknown): Record<string, unknown> | null =>
  payload !== null && typeof payload === 'object' && !Array.isArray(payload) ? { ...payload } : null;

/** Whole findings in the order of detected_at then id. */
export function exportFindings(
  session: Session,
  directory: Directory,
  question: ExportQuestion,
): FindingExport {
  const { after, limit } = question;
  const wanted = allOf([
    conditionOf(question, directory),
    ...(after === null ? [] : [beyond('oldest', after)]),
  ]);
  const records = session
    .prepare<[Values], FindingRecord>(
      `SELECT ${RECORD} FROM (
         SELECT finding.rowid AS place FROM finding INDEXED BY ${indexFor(question, 'oldest')}
         WHERE ${wanted.sql} ORDER BY ${orderBy('oldest', 'finding')} LIMIT @limit
       ) chosen CROSS JOIN finding f ON f.rowid = chosen.place ORDER BY ${orderBy('oldest', 'f')}`,
    )
    .all({ ...wanted.values, limit: limit + 1 });
  const findings = records.slice(0, limit).map(toFinding);
  return {
    findings: question.evidence ? withEvidence(session, findings) : findings,
    more: records.length > limit,
  };
}

/** Adds what was frozen with each finding: the capture of its opening, never one of what came later. */
function withEvidence(session: Session, findings: readonly Finding[]): FindingExport['findings'] {
  const first = session.prepare<[string], PackedEvidence>(
    "SELECT body, sha256 FROM evidence WHERE finding_id = ? ORDER BY capture <> 'OPENED', at LIMIT 1",
  );
  return findings.map((finding) => {
    const packed = first.get(finding.id);
    return { ...finding, evidence: packed === undefined ? null : unpackEvidence(packed.body, packed.sha256) };
  });
}
