import { duress, duressBreach } from '#core/audit/rules/duress.ts';
import { calledAgain } from '#core/finding/lifecycle.ts';
import { SYSTEM } from '#core/model/actor.ts';
import type { Site } from '#core/model/site.ts';
import { isAudited } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DUTY_STREAMS } from '../audits/memory.ts';
import { remember } from '../audits/remember.ts';
import type { FindingChanges } from '../findings/changes.ts';
import { keyAt, openingOf } from '../findings/opening.ts';
import type { Arrival, IntakeHooks } from '../telemetry/arrival.ts';
import type { EngineContext } from './context.ts';
import { AlertReceipt, isAlert } from './external-alerts.ts';
import type { LateDataReview } from './late-data.ts';
import type { Merging } from './merging.ts';
import type { Wakes } from './wakes.ts';

/** What the engine does with telemetry as it comes in: calls for help and alerts of other systems at once, signals and duty into memory, timers armed. */
export function createArrivalHooks(
  context: EngineContext,
  wakes: Wakes,
  merging: Merging,
  lateData: LateDataReview,
): IntakeHooks {
  let raised: FindingChanges | null = null;
  return {
    inTransaction(arrivals) {
      raised = null;
      const urgent = arrivals.filter((arrival) => arrival.duress !== null || isAlert(arrival));
      if (urgent.length === 0) return;
      const now = context.world.clock.now();
      raised = context.begin(now);
      const alerts = new AlertReceipt(context, raised, now);
      for (const arrival of urgent) {
        if (isAlert(arrival)) alerts.take(arrival);
        else raiseCall(arrival, raised, context, now);
      }
      raised.write();
    },
    committed(arrivals) {
      if (raised !== null) context.committed(raised);
      raised = null;
      const now = context.world.clock.now();
      for (const arrival of arrivals) take(arrival, context, now);
      for (const site of sitesWithNews(arrivals)) wakes.judgeLoneWorkers(site, now);
      merging.stored(arrivals, now);
      lateData.stored(arrivals);
    },
  };
}

/** A call for help: a new finding, or one more call on the one that is open (DECISIONS 16, 20). */
function raiseCall(
  { duress: call, site, tenant }: Arrival,
  changes: FindingChanges,
  context: EngineContext,
  now: EpochMs,
): void {
  if (call === null) return;
  const open = changes.current(keyAt(site, duress.type, call.subject, tenant));
  if (open === null)
    changes.open(duressBreach(call.subject, call.ts), {
      ...openingOf(duress, site, context, now),
      scope_key: site?.code ?? tenant ?? '',
      tenant,
    });
  else changes.take(calledAgain(open, now), SYSTEM, open);
}

function take({ row, received_at }: Arrival, { memory, replan, world }: EngineContext, now: EpochMs): void {
  if (row === null) return;
  const { registry } = world.store;
  const source = row.origin === null ? null : registry.sourceCode(row.origin);
  if (source !== null) {
    const { site_id, stream } = row;
    memory.sources.heard({ source, site_id, stream, at: Math.min(received_at, now) });
  }
  remember(memory, { row, received_at }, registry, now);
  replan?.heard({ row, received_at });
}

const isDuty = (stream: number): boolean => (DUTY_STREAMS as readonly number[]).includes(stream);

/** The audited sites with lone workers at which somebody came, left or checked in. */
function sitesWithNews(arrivals: readonly Arrival[]): ReadonlySet<Site> {
  const sites = new Set<Site>();
  for (const { row, site } of arrivals) {
    if (row === null || site === null || !isDuty(row.stream) || !isAudited(site)) continue;
    if (site.people.some(({ lone_worker }) => lone_worker !== null)) sites.add(site);
  }
  return sites;
}
