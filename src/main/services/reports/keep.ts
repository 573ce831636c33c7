import { createHash } from 'node:crypto';
import type { ReportOrder } from '#contract/reports.ts';
import type { Fleet } from '#core/config/fleet.ts';
import { canonicalJson } from '#core/kit/hash.ts';
import type { TenantScope } from '#core/model/actor.ts';
import type { ReportDocument } from '#core/model/report.ts';
import type { RandomId } from '#main/ports/random.ts';
import type { EngineWorld } from '../engine/context.ts';
import type { Caller } from '../handlers.ts';
import { clientOf, scopeOfClient } from './client.ts';

/** What a report says as of now, to this caller. Throws Refused. */
export type Make = (order: ReportOrder, caller: Caller) => Promise<ReportDocument>;

export type KeepingParts = Pick<EngineWorld, 'store' | 'clock' | 'emit' | 'fleet'> & {
  readonly randomId: RandomId;
  readonly make: Make;
};

/** Makes a report and keeps it, with the hash of what it says in the trail. Throws Refused. */
export async function keepReport(
  { store, clock, emit, fleet, randomId, make }: KeepingParts,
  order: ReportOrder,
  caller: Caller,
): Promise<{ readonly id: string; readonly document: ReportDocument }> {
  const document = await make(order, caller);
  const id = randomId();
  const at = clock.now();
  const sha256 = createHash('sha256').update(canonicalJson(document)).digest('hex');
  const { kind, title, subject, span } = document;
  store.transaction(() => {
    store.reports.add({
      ...{ id, kind, title, subject, span, sha256, document, made_at: at, made_by: caller.actor.name },
      scope: scopeOf(order, caller.scope, fleet()),
    });
    const facts = { action: 'report.kept', entity: 'report', entity_id: id, reason: null } as const;
    store.trail.append([
      { at, actor: caller.actor, ...facts, before: null, after: { kind, title, subject, span, sha256 } },
    ]);
  });
  emit('reports.changed', {});
  return { id, document };
}

/** What a report is about: a client's is its own, any other holds what its maker sees. */
const scopeOf = (order: ReportOrder, own: TenantScope, fleet: Fleet): TenantScope =>
  order.kind === 'scorecard' || order.kind === 'dashboard' ? scopeOfClient(clientOf(fleet, order, own)) : own;
