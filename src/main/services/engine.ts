import type { Fleet } from '#core/config/fleet.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { SECOND } from '#core/model/time.ts';
import { zoneOrUtc } from '#core/schedule/local-time.ts';
import type { Registry, Store } from '#main/ports/store.ts';
import { createActions } from './actions/actions.ts';
import { replanMemory } from './audits/replan-memory.ts';
import { Models } from './baselines/models.ts';
import { Baselines } from './baselines/service.ts';
import { createConfigurationService } from './configuration/service.ts';
import { Desks } from './desks/desks.ts';
import { createArrivalHooks } from './engine/arrivals.ts';
import { ClockSteps } from './engine/clock-steps.ts';
import { createCommands } from './engine/commands.ts';
import type { EngineWorld } from './engine/context.ts';
import { EngineContext } from './engine/context.ts';
import { guardedCommands, guardedTimers } from './engine/guarded.ts';
import { lastTickOf, rememberTick } from './engine/last-tick.ts';
import { LateDataReview } from './engine/late-data.ts';
import { MemoryKeeper, recallMemory } from './engine/memory-keeper.ts';
import { Merging } from './engine/merging.ts';
import type { EngineOptions } from './engine/options.ts';
import { Punctual } from './engine/punctual.ts';
import { RepeatedTime } from './engine/repeated-time.ts';
import { Scheduler } from './engine/scheduler.ts';
import { SetBack } from './engine/set-back.ts';
import { drain, type Steps } from './engine/slices.ts';
import { SourceRounds } from './engine/source-rounds.ts';
import { Ticker } from './engine/ticker.ts';
import { ToldOutages } from './engine/told-outages.ts';
import { Wakes } from './engine/wakes.ts';
import { createGates } from './gates/gates.ts';
import type { CommandHandlers } from './handlers.ts';
import { keepingJobs } from './keeping/jobs.ts';
import { tellRestored } from './keeping/restored.ts';
import { StoreKeeper } from './keeping/store-keeper.ts';
import { createNotices } from './notices/service.ts';
import { createQuarantine } from './quarantine/quarantine.ts';
import { StoreHealth } from './store-health.ts';
import { createLineIngest } from './telemetry/ingest-lines.ts';
import type { Intake } from './telemetry/intake.ts';
import { createIntake } from './telemetry/intake.ts';
import { createPlacer } from './telemetry/placer.ts';
import { createWaysIn, type WaysIn } from './telemetry/ways-in.ts';
import { BACKUP } from './upkeep/jobs/backup.ts';
import { installationCheckup, siteCheckups } from './upkeep/jobs/checkups.ts';
import { JOBS } from './upkeep/jobs/index.ts';
import { memoryCheck } from './upkeep/jobs/memory-check.ts';
import { noticesTest } from './upkeep/jobs/notices-test.ts';
import { reportsJob } from './upkeep/jobs/reports.ts';
import { createUpkeep } from './upkeep/upkeep.ts';

/** The scheduler asks what is due this often. */
const TICK = 5 * SECOND;
/** The instant of the last tick is stored this often, so that a crash is told as a gap of about its true length. */
const REMEMBER_TICK_EVERY = 30 * SECOND;

export type { EngineOptions };

/** The one writer: audits, timers, intake and every command. */
export type Engine = {
  readonly handlers: CommandHandlers;
  readonly intake: Intake;
  /** How telemetry comes in as things happen; the instant of the commit is when it was received. */
  readonly waysIn: WaysIn;
  /** The way of `waysIn` for a source that cannot send again. */
  readonly receive: WaysIn['receive'];
  readonly fleet: () => Fleet;
  /** What the engine thinks of its store: ask it before telemetry is taken in. */
  readonly health: StoreHealth;
  readonly registry: Registry;
  readonly baselines: Baselines;
  readonly models: Models;
  /** Begins to tick; the first tick may have a night to catch up on. */
  readonly start: () => void;
  /** Begins a tick at once: the machine woke up. */
  readonly wake: () => void;
  /** Does everything that is due at the clock's now. Replay calls it; the live engine does the same in slices. */
  readonly tick: () => void;
  /** Fires the timers that are due at the clock's now, and nothing else. */
  readonly fireTimers: () => void;
  /** When the next timer is due; Infinity when none is armed. */
  readonly nextTimerAt: () => EpochMs;
  /** Takes no more telemetry from outside. Await it before `stop`. */
  readonly closeGates: () => Promise<void>;
  /** Stops ticking. `planned`: a person wanted it. */
  readonly stop: (planned: boolean) => void;
};

/** Brings up the engine over a store. Nothing runs before `start` or `tick`. */
export function createEngine(options: EngineOptions): Engine {
  const { store, clock, log, emit, rowsOf, configurationFiles } = options;
  const health = new StoreHealth(clock, (state) => {
    log.warn('the store is in another state', { ...state });
    keeper.became(state);
    options.onStore?.(state);
  });
  const keeper = new StoreKeeper({ store, health, room: options.room ?? null, log });
  const timers = guardedTimers(options.timers, health, log);
  const configuration = createConfigurationService({
    store,
    clock,
    randomId: options.randomId,
    log,
    files: configurationFiles,
    prepare: (next) => prepare(next),
  });
  registerSignals(store, configuration.fleet());
  const { trial } = options;
  const zone = zoneOrUtc(options.upkeep?.timezone ?? 'UTC');
  const world: EngineWorld = {
    ...{ store, clock, log, emit, rowsOf, zone, trial },
    ...{ archive: options.archive, fleet: configuration.fleet },
  };
  const models = new Models(store, options.modelsHeld);
  const remember = () => ({
    ...recallMemory(world, configuration.fleet()),
    anomalies: (site: Site) => models.readings(site),
  });
  const context = new EngineContext(world, remember(), models);
  const { onOpened } = options;
  if (onOpened !== undefined)
    context.onCommitted(({ opened }) =>
      opened.flatMap((id) => context.book.byId(id) ?? []).forEach(onOpened),
    );
  const baselines = new Baselines(store, options.baselineCounters ?? store.events, models);
  const sources = trial === undefined ? new SourceRounds(context) : new ToldOutages(context, trial.outages);
  const scheduler = new Scheduler(
    context,
    { baselines, models },
    sources,
    options.onRound ?? (() => {}),
    lastTickOf(store),
  );
  // A story's clock runs ahead of the one that is never set, all the time.
  const setBack = options.unheard ? null : new SetBack(store, clock.now());
  const clockSteps = setBack && new ClockSteps(world, setBack);
  const repeatedTime = new RepeatedTime(context, scheduler);
  const wakes = new Wakes(context, scheduler.watchOf, setBack);
  scheduler.onLongTick((now) => wakes.steps(now));
  const punctual = new Punctual({ clock, timers, log, wakes, tick: TICK });
  const memoryKeeper = options.unheard ? null : new MemoryKeeper(context);
  const merging = new Merging(store.events, memoryKeeper);
  const lateData = new LateDataReview(context, scheduler.watchOf);
  lateData.markAll();
  const intake = createIntake({
    store,
    fleet: configuration.fleet,
    clock,
    log,
    hooks: createArrivalHooks(context, wakes, merging, lateData),
  });
  const placer = createPlacer({
    fleet: configuration.fleet,
    duty: () => context.memory.duty,
    store,
  });
  const waysIn = createWaysIn({ store, clock, timers, log, health, keeper, intake, placer });
  const gates = createGates({ store, clock, log, fleet: configuration.fleet, waysIn, ...options.outside });
  const ingestLines = createLineIngest({ intake, fleet: configuration.fleet, placer, clock });
  const { randomId, outgoing, makeReport, reportFiles } = options;
  const actions = createActions({
    ...{ context, timers, randomId, outgoing, print: reportFiles?.print },
    timezone: options.upkeep?.timezone ?? 'UTC',
    onTrouble: (error) => health.note(error),
  });
  const quarantine = createQuarantine({ store, intake, placer, fleet: configuration.fleet, clock, timers });
  const desks = new Desks(context);
  const notices = options.unheard
    ? null
    : createNotices({ context, timers, log, desks, timezone: options.upkeep?.timezone ?? 'UTC' });
  const upkeep =
    options.upkeep &&
    createUpkeep({
      ...options.upkeep,
      ...world,
      timers,
      memory: () => context.memory,
      jobs: [
        ...JOBS,
        siteCheckups({ randomId, emit }),
        installationCheckup({ randomId, emit }),
        ...keepingJobs({
          backups: options.backups,
          room: options.room,
          archive: options.archive,
          anchorFiles: options.anchorFiles,
          health,
        }),
        ...(notices === null ? [] : [noticesTest(notices.test)]),
        ...(makeReport === undefined || reportFiles === undefined
          ? []
          : [reportsJob({ ...world, ...reportFiles, zone, randomId, make: makeReport })]),
      ],
    });

  const arm = () => {
    ticker.abandon();
    scheduler.plan(clock.now());
    wakes.armAll(clock.now());
  };
  /** Gets ready for other settings while the engine goes on with those that hold; what comes out goes over to them, and is armed in steps. */
  function* prepare(next: Fleet): Steps<() => Steps> {
    registerSignals(store, next);
    const replan = replanMemory(world, context.memory, {
      before: configuration.fleet().sites,
      after: next.sites,
    });
    context.replan = replan;
    try {
      yield* replan.read();
    } catch (error) {
      context.replan = null;
      throw error;
    }
    return function* () {
      context.replan = null;
      context.reloadRunbooks();
      context.memory = replan.finish();
      ticker.abandon();
      scheduler.plan(clock.now());
      yield;
      yield* wakes.armSites(clock.now());
      gates.reload();
      emit('sites.changed', { sites: null });
      desks.look();
    };
  }
  let rememberedAt = Number.NEGATIVE_INFINITY;
  const isDue = (now: EpochMs): boolean =>
    trial === undefined || lateData.isWaiting || Math.min(scheduler.nextAt(), wakes.nextAt()) <= now;
  /** Everything that may find something: the rest of a tick is for people. */
  function* watchSteps(now: EpochMs): Steps {
    yield* wakes.steps(now);
    clockSteps?.look();
    yield* scheduler.run(now);
    yield* repeatedTime.run(now);
    yield* merging.run(now);
    yield* lateData.review(now);
  }
  function* tickSteps(): Steps {
    const now = clock.now();
    if (!isDue(now)) return scheduler.pass(now);
    if (trial !== undefined) return yield* watchSteps(now);
    keeper.attend(now);
    tellRestored(context, now);
    yield* watchSteps(now);
    if (!options.unheard && (now - rememberedAt >= REMEMBER_TICK_EVERY || now < rememberedAt)) {
      rememberTick(store, now, 'running', sources);
      rememberedAt = now;
    }
    waysIn.episodes.tick(now);
    gates.tick(now);
    notices?.tick(now);
    actions.tick();
    desks.look();
    upkeep?.check(now);
  }
  const ticker = new Ticker({
    clock,
    timers,
    steps: tickSteps,
    onEnd: (error) => {
      // Trouble with the store is logged when it begins, not with every tick that it fails.
      if (error !== null && !health.note(error)) log.error('a tick failed', { error });
      punctual.arm();
      options.onTick?.(error, health.state);
    },
    planAgain: () => unlessTrouble(health, arm),
  });
  store.events.warmUp();
  arm();

  const commands = createCommands({
    ...options,
    ...{ context, configuration, timers, health, scheduler, wakes, baselines },
    ...{ intake, placer, ingestLines, gates, actions, quarantine, desks, notices },
    backUp:
      upkeep === undefined || options.backups === undefined
        ? null
        : () => {
            upkeep.dueNow(BACKUP);
            upkeep.check(clock.now());
          },
  });

  return {
    handlers: guardedCommands(commands, health),
    intake,
    waysIn,
    receive: waysIn.receive,
    fleet: configuration.fleet,
    health,
    registry: store.registry,
    baselines,
    models,
    start() {
      for (const job of [memoryCheck.name, ...(options.dueAtStart ?? [])]) upkeep?.dueNow(job);
      ticker.start(TICK);
      notices?.start();
      upkeep?.start();
      gates.start();
      actions.start();
    },
    closeGates: gates.stop,
    wake: () => ticker.begin(),
    tick: () => ticker.tick(),
    fireTimers: () => drain(wakes.steps(clock.now())),
    nextTimerAt: () => wakes.nextAt(),
    stop(planned) {
      waysIn.lanes.close();
      actions.stop();
      ticker.stop();
      punctual.stop();
      notices?.stop();
      upkeep?.stop();
      rememberTick(store, clock.now(), planned ? 'stopped by a person' : 'stopped', sources);
      if (memoryKeeper !== null && health.isSound) drain(memoryKeeper.save());
    },
  };
}

/** Does the work, or notes the trouble with the store that it met: the next tick tries again. */
function unlessTrouble(health: StoreHealth, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!health.note(error)) throw error;
  }
}

/** Every custom metric has its stream before the first of its events comes. */
function registerSignals(store: Store, { sites }: Fleet): void {
  const names = new Set(sites.flatMap(({ audit }) => audit.custom_metrics.map(({ name }) => name)));
  if (names.size > 0) store.transaction(() => names.forEach((name) => void store.registry.signal(name)));
}
