import type { FindingRow } from '#contract/findings.ts';
import type { EventName, Payload } from '#contract/index.ts';
import type { Fleet } from '#core/config/fleet.ts';
import { type EscalationPlan, planOf } from '#core/finding/escalation.ts';
import type { EscalationRole } from '#core/model/escalation-role.ts';
import type { BaselineProfile } from '#core/model/evidence.ts';
import type { Finding } from '#core/model/finding.ts';
import type { Runbook, RunbookInUse } from '#core/model/runbook.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Zone } from '#core/schedule/local-time.ts';
import type { ToldOutage } from '#core/telemetry/source-memory.ts';
import type { Archive } from '#main/ports/archive.ts';
import type { Log } from '#main/ports/log.ts';
import type { Store } from '#main/ports/store.ts';
import type { Clock } from '#main/ports/time.ts';
import { type Collect, createCollector } from '../audits/collector.ts';
import type { Memory } from '../audits/memory.ts';
import type { Replan } from '../audits/replan-memory.ts';
import { baselineProfileOf } from '../baselines/finding-profile.ts';
import type { Models } from '../baselines/models.ts';
import { DeskView } from '../desks/desk-view.ts';
import { readRoles } from '../escalation/kept.ts';
import { FindingBook } from '../findings/book.ts';
import type { Outcome, WrittenFindings } from '../findings/changes.ts';
import { FindingChanges } from '../findings/changes.ts';

/** Says something to every screen. */
export type Emit = <E extends EventName>(event: E, payload: Payload<E>) => void;

/** What the engine is given by whoever hosts it. */
export type EngineWorld = {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly emit: Emit;
  /** The rows of the feed for findings, as the read model makes them. */
  readonly rowsOf: (ids: readonly string[]) => readonly FindingRow[];
  readonly fleet: () => Fleet;
  /** The installation's own. */
  readonly zone: Zone;
  /** Undefined where nothing is archived: a replay, a trial. */
  readonly archive?: Archive | undefined;
  /** Set in an engine of which nobody reads more than which findings there were, and when. */
  readonly trial?: Trial | undefined;
};

/** What a trial takes as it was: it does not hear all the sites of a source. */
export type Trial = { readonly outages: readonly ToldOutage[] };

/** Changed rows beyond this are told as "reload". */
const MOST_ROWS = 500;

/** What the parts of the engine share: the world, the book of findings, the memory of signals, and the one way to commit. */
export class EngineContext {
  readonly world: EngineWorld;
  readonly book: FindingBook;
  memory: Memory;
  /** While the memory is on its way to other settings. */
  replan: Replan | null = null;
  readonly models: Models;
  /** How the desks stand. */
  readonly desks: DeskView;
  readonly #listeners: ((outcome: Outcome) => void)[] = [];
  readonly #writers: ((written: WrittenFindings) => void)[] = [];
  #runbooks: readonly RunbookInUse[];
  #roles: readonly EscalationRole[];
  readonly #plans = new Map<string, EscalationPlan | null>();

  constructor(world: EngineWorld, memory: Memory, models: Models) {
    this.world = world;
    this.memory = memory;
    this.models = models;
    const { store, fleet } = world;
    this.desks = new DeskView({ state: store.state.get, people: store.people, fleet });
    this.book = new FindingBook(world.store.findings.unresolved(), world.store.findings.closed());
    this.#runbooks = world.store.runbooks.inUse();
    this.#roles = readRoles(store.state.get);
  }

  /** Those that new findings are opened with. */
  get runbooks(): readonly RunbookInUse[] {
    return this.#runbooks;
  }

  /** The version of the configuration as a whole. */
  get version(): number {
    return this.world.fleet().version;
  }

  reloadRunbooks(): void {
    this.#runbooks = this.world.store.runbooks.inUse();
  }

  siteOf(code: string): Site | null {
    return this.world.fleet().byCode.get(code) ?? null;
  }

  /** Hears what every commit came to. */
  onCommitted(listener: (outcome: Outcome) => void): void {
    this.#listeners.push(listener);
  }

  /** Hears what every unit of work writes, inside its transaction. */
  onWriting(listener: (written: WrittenFindings) => void): void {
    this.#writers.push(listener);
  }

  begin(at: EpochMs): FindingChanges {
    const { store } = this.world;
    return new FindingChanges(
      {
        store,
        book: this.book,
        siteOf: (code) => this.siteOf(code),
        collect: this.world.trial === undefined ? this.#collector() : () => null,
        onWriting: (written) => {
          for (const writer of this.#writers) writer(written);
        },
      },
      at,
    );
  }

  /** Writes the unit of work and whatever else belongs to it in one transaction, then takes it into memory and tells the screens. */
  finish(changes: FindingChanges, alsoWrite?: () => void): Outcome {
    if (changes.isEmpty && alsoWrite === undefined) return changes.commit();
    this.world.store.transaction(() => {
      changes.write();
      alsoWrite?.();
    });
    return this.committed(changes);
  }

  /** For a unit of work that somebody else's transaction wrote. */
  committed(changes: FindingChanges): Outcome {
    const outcome = changes.commit();
    this.#tell(outcome);
    for (const listener of this.#listeners) listener(outcome);
    return outcome;
  }

  /** When the finding is escalated and to whom, by the runbook that it was opened with; null without one. */
  escalationOf({ runbook }: Finding): EscalationPlan | null {
    if (runbook === null) return null;
    const key = `${runbook.finding_type} ${runbook.version}`;
    const known = this.#plans.get(key);
    if (known !== undefined) return known;
    const opened = this.world.store.runbooks.get(runbook.finding_type, runbook.version);
    const plan = opened && planOf(opened, this.#roles, this.world.zone);
    this.#plans.set(key, plan);
    return plan;
  }

  /** The administrator has changed what is set up for the roles. */
  reloadEscalation(): void {
    this.#roles = readRoles(this.world.store.state.get);
    this.#plans.clear();
  }

  /** One for each unit of work: the next one may know more of the same hours. */
  #collector(): Collect {
    return createCollector((finding) => ({
      store: this.world.store,
      duty: this.memory.duty,
      noted: this.memory.noted,
      runbook: this.#runbookOf(finding),
      baseline: () => this.#baselineOf(finding),
    }));
  }

  #runbookOf({ runbook }: Finding): Runbook | null {
    return runbook === null ? null : this.world.store.runbooks.get(runbook.finding_type, runbook.version);
  }

  #baselineOf(finding: Finding): BaselineProfile | null {
    const site = finding.site === null ? null : this.siteOf(finding.site);
    return site === null ? null : baselineProfileOf(finding, site, this.world.store, this.models);
  }

  #tell({ changed }: Outcome): void {
    const { emit, rowsOf } = this.world;
    if (changed.length > MOST_ROWS) emit('findings.changed', { rows: [], reload: true });
    else if (changed.length > 0)
      emit('findings.changed', { rows: [...this.desks.onDesks(rowsOf(changed))], reload: false });
  }
}
