import type { SigningRole, WholeReport } from '#core/model/kept-report.ts';
import { coversScope, whyNotSign } from '#core/report/signing.ts';
import { type Caller, type CommandHandlers, Refused } from '../handlers.ts';
import { type KeepingParts, keepReport, type Make } from './keep.ts';

/** Of an engine that nobody reads reports of. */
export const NO_REPORTS: Make = () => {
  throw new Refused('unavailable', 'This engine makes no reports.');
};

type ReportCommands = Pick<CommandHandlers, 'reports.keep' | 'reports.sign' | 'reports.release'>;

/** Keeps reports as they are made, and the names that people put under them. */
export function createReportCommands({
  store,
  clock,
  emit,
  fleet,
  randomId,
  make,
}: KeepingParts): ReportCommands {
  const kept = (id: string, { scope }: Caller): WholeReport => {
    const found = store.reports.get(id);
    if (found === null || !coversScope(scope, found.scope))
      throw new Refused('not-found', `There is no report ${id}.`);
    return found;
  };
  function sign(id: string, role: SigningRole, note: string | null, caller: Caller) {
    const report = kept(id, caller);
    const { name: by, verified } = caller.actor;
    const why = whyNotSign(report, { role, by });
    if (why !== null) throw new Refused('conflict', why);
    const at = clock.now();
    store.transaction(() => {
      store.reports.sign(id, { role, by, verified, at, note });
      const facts = { action: `report.${role.toLowerCase()}`, entity: 'report', entity_id: id } as const;
      store.trail.append([
        { at, actor: caller.actor, ...facts, reason: note, before: null, after: { sha256: report.sha256 } },
      ]);
    });
    emit('reports.changed', {});
    return {};
  }
  return {
    'reports.keep': async ({ order }, caller) => {
      const { id } = await keepReport({ store, clock, emit, fleet, randomId, make }, order, caller);
      return { id };
    },
    'reports.sign': ({ id, role, note }, caller) => sign(id, role, note ?? null, caller),
    'reports.release': ({ id, release, note }, caller) =>
      sign(id, release ? 'APPROVED' : 'DECLINED', note ?? null, caller),
  };
}
