import { type AlertState, alertState, isNewer } from '#core/audit/alert-memory.ts';
import type { ExternalAlert } from '#core/audit/rules/external-alert.ts';
import { externalAlert, externalAlertBreach, subjectOf } from '#core/audit/rules/external-alert.ts';
import { advance } from '#core/finding/lifecycle.ts';
import { SYSTEM } from '#core/model/actor.ts';
import { STREAM } from '#core/model/event.ts';
import { isAudited, type Site } from '#core/model/site.ts';
import { type EpochMs, toIso } from '#core/model/time.ts';
import { type MaintenanceSpan, maintenanceAt } from '#core/schedule/maintenance.ts';
import type { EventRow } from '#main/ports/store.ts';
import type { FindingChanges } from '../findings/changes.ts';
import { keyAt, openingOf } from '../findings/opening.ts';
import type { Arrival } from '../telemetry/arrival.ts';
import { receivedAlert } from '../telemetry/received-alert.ts';
import type { EngineContext } from './context.ts';
import { LATEST } from './late-finding.ts';

/** A report of another system on its way in. */
export type AlertArrival = Arrival & { readonly row: EventRow; readonly site: Site };

/** True for what another system reported at a site with audits; a call for help is not one of these. */
export const isAlert = (arrival: Arrival): arrival is AlertArrival =>
  arrival.row?.stream === STREAM.alert &&
  arrival.duress === null &&
  arrival.site !== null &&
  isAudited(arrival.site);

/**
 * Takes reports of other systems into a unit of work, in the order in which they came. Memory hears of them after the commit
 * only, so what this unit of work has heard is kept here.
 */
export class AlertReceipt {
  readonly #context: EngineContext;
  readonly #changes: FindingChanges;
  readonly #now: EpochMs;
  readonly #heard = new Map<string, AlertState>();

  constructor(context: EngineContext, changes: FindingChanges, now: EpochMs) {
    this.#context = context;
    this.#changes = changes;
    this.#now = now;
  }

  take({ row, site, received_at }: AlertArrival): void {
    const began_at = Math.min(row.ts, received_at);
    if (row.activity === null) this.#takeAlone(row, site, began_at);
    else this.#takeOfCondition(alertState({ ...row.activity, ts: row.ts }), site, began_at);
  }

  /** A report that names no condition is told once; one that ends something without a name says nothing. */
  #takeAlone(row: EventRow, site: Site, began_at: EpochMs): void {
    const report = receivedAlert(row, this.#context.world.store.registry);
    if (report === null || report.ended || this.#isHistory(row.ts)) return;
    const { severity, alert_type } = report;
    const alert = { subject: subjectOf(row.key), severity, alert_type, began_at, alone: true };
    this.#tell(alert, site, maintenanceAt(site, began_at));
  }

  #takeOfCondition(said: AlertState, site: Site, began_at: EpochMs): void {
    const known = this.#newest(site, said.fingerprint);
    const isNews = known === null || isNewer(said, known);
    if (isNews) this.#heard.set(heardKey(site, said.fingerprint), said);
    const { severity, alert_type } = said;
    if (severity === null) {
      if (isNews) this.#end(said, site);
      return;
    }
    if (this.#isHistory(said.ts)) return;
    const alert = { subject: subjectOf(said.fingerprint), severity, alert_type, began_at, alone: false };
    if (isNews) this.#raise(alert, site);
    else if (known.severity === null)
      this.#tell(alert, site, maintenanceThroughout(site, began_at, known.ts));
  }

  /** It holds now. */
  #raise(alert: ExternalAlert, site: Site): void {
    const current = this.#changes.current(keyAt(site, externalAlert.type, alert.subject));
    const window = maintenanceAt(site, this.#now);
    if (window !== null && current?.condition !== 'ACTIVE') {
      this.#holdBack(alert, site, window);
      return;
    }
    const breach = externalAlertBreach(alert);
    if (current === null) {
      this.#changes.open(breach, openingOf(externalAlert, site, this.#context, this.#now));
      return;
    }
    const sight = { kind: 'breach', observation: breach, cadence: externalAlert.cadence } as const;
    this.#changes.take(advance(current, sight, this.#now), SYSTEM, current);
  }

  /** It is over when it is heard of: told once, and kept from people only by the maintenance that it fell into. */
  #tell(alert: ExternalAlert, site: Site, window: MaintenanceSpan | null): void {
    if (window !== null) {
      this.#holdBack(alert, site, window);
      return;
    }
    if (this.#changes.current(keyAt(site, externalAlert.type, alert.subject)) !== null) return;
    const opening = openingOf(externalAlert, site, this.#context, this.#now);
    this.#changes.open(externalAlertBreach(alert), { ...opening, fact: true });
  }

  #end({ fingerprint, ts }: AlertState, site: Site): void {
    const key = keyAt(site, externalAlert.type, subjectOf(fingerprint));
    this.#changes.reopenIfClosed(key);
    const current = this.#changes.current(key);
    if (current === null) return;
    const sight = { kind: 'settled', why: `the sender says that it ended at ${toIso(ts)}` } as const;
    this.#changes.take(advance(current, sight, this.#now), SYSTEM, current);
  }

  #holdBack({ subject }: ExternalAlert, site: Site, { start, end, reason }: MaintenanceSpan): void {
    this.#context.world.store.suppressed.add({
      site: site.code,
      window_start: start,
      window_end: end,
      reason,
      finding_type: externalAlert.type,
      subject,
      at: this.#now,
    });
  }

  #newest(site: Site, fingerprint: string): AlertState | null {
    const heard = this.#heard.get(heardKey(site, fingerprint));
    return heard ?? this.#context.memory.alerts.of(site.id).get(fingerprint) ?? null;
  }

  #isHistory(ts: EpochMs): boolean {
    return this.#now - ts > LATEST;
  }
}

const heardKey = (site: Site, fingerprint: string): string => `${site.id} ${fingerprint}`;

/** The maintenance window that held from when it began until it was over, or null. */
function maintenanceThroughout(site: Site, began_at: EpochMs, ended_at: EpochMs): MaintenanceSpan | null {
  const window = maintenanceAt(site, began_at);
  return window !== null && ended_at <= window.end ? window : null;
}
