import type { EpochMs } from '#core/model/time.ts';
import type { ToldOutage } from '#core/telemetry/source-memory.ts';
import type { Session } from './statements.ts';

type Turn = { readonly source: string; readonly at: EpochMs; readonly action: string };

const RAISED = ['finding.opened', 'finding.reopened'];
const OVER = ['finding.settled', 'finding.cleared', 'finding.explained_by_late_data', 'finding.resolved'];
const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');

/** A finding says when it was raised first; what came after that is in its trail. */
const TURNS = `
  SELECT f.scope_key AS source, t.at, t.action
    FROM finding f JOIN trail t ON t.entity = 'finding' AND t.entity_id = f.id
   WHERE f.finding_type = 'SOURCE_SILENT' AND t.at < @to AND t.action IN (${quoted([...RAISED, ...OVER])})
   ORDER BY t.at, t.seq`;

/** When each source was found silent before `to`, and heard again, oldest first. */
export function toldOutages(session: Session, to: EpochMs): readonly ToldOutage[] {
  const outages: ToldOutage[] = [];
  const open = new Map<string, EpochMs>();
  const end = (source: string, heard_at: EpochMs | null) => {
    const silent_at = open.get(source);
    if (silent_at !== undefined) outages.push({ source, silent_at, heard_at });
    open.delete(source);
  };
  for (const { source, at, action } of session.prepare<[{ to: EpochMs }], Turn>(TURNS).all({ to })) {
    if (!RAISED.includes(action)) end(source, at);
    else if (!open.has(source)) open.set(source, at);
  }
  for (const source of [...open.keys()]) end(source, null);
  return outages.sort((a, b) => a.silent_at - b.silent_at);
}
