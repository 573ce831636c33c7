import { CADENCES, type Cadence } from '#core/model/audit-config.ts';
import { isAudited, type Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { periodOf, slotAt } from '#core/schedule/due.ts';
import { phaseOf } from '#core/schedule/spread.ts';
import { auditOutside } from './audit-outside.ts';
import type { EngineContext } from './context.ts';
import type { Scheduler } from './scheduler.ts';
import type { Steps } from './slices.ts';

/**
 * When the clock was set back, the slots that come again have their outcome already and are not run twice (DECISIONS 3).
 * The sites are looked at in them all the same, outside the slots: nobody would watch them otherwise until the clock has caught up.
 */
export class RepeatedTime {
  readonly #context: EngineContext;
  readonly #scheduler: Scheduler;
  /** The repeated slot in which a site was looked at last, by cadence and site. */
  readonly #looked = new Map<string, EpochMs>();

  constructor(context: EngineContext, scheduler: Scheduler) {
    this.#context = context;
    this.#scheduler = scheduler;
  }

  /** Looks at every site whose slot has come again, one cadence a step. */
  *run(now: EpochMs): Steps {
    if (now >= this.#scheduler.newestSlot) {
      this.#looked.clear();
      return;
    }
    const { memory, world } = this.#context;
    for (const cadence of CADENCES) {
      const sites = world.fleet().sites.filter((site) => this.#isDueAgain(site, cadence, now));
      if (sites.length > 0)
        auditOutside(this.#context, this.#scheduler, { sites, cadences: [cadence], at: now, memory });
      yield;
    }
  }

  #isDueAgain(site: Site, cadence: Cadence, now: EpochMs): boolean {
    if (!isAudited(site) || !site.audit.cadences.includes(cadence)) return false;
    const newest = this.#scheduler.rowsOf(site).find((row) => row.cadence === cadence)?.last_slot ?? null;
    if (newest === null || newest <= now) return false;
    const period = periodOf(site.audit, cadence);
    const slot = slotAt(period, phaseOf(site.code, period), now);
    const key = `${cadence} ${site.id}`;
    if (this.#looked.get(key) === slot) return false;
    this.#looked.set(key, slot);
    return true;
  }
}
