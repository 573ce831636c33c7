import type { Timers } from '#main/ports/time.ts';
import type { Actions } from '../actions/actions.ts';
import { createBaselineCommands } from '../baselines/commands.ts';
import type { Baselines } from '../baselines/service.ts';
import { createExportNote } from '../bundles/note-export.ts';
import { createSigners } from '../bundles/signers.ts';
import { createCaseCommands } from '../cases/commands.ts';
import { createCheckupCommands, NO_CHECKUPS } from '../checkups/commands.ts';
import type { ConfigurationService } from '../configuration/service.ts';
import { createDesk } from '../desk/commands.ts';
import { createDispatches } from '../desk/dispatches.ts';
import { createDeskCommands } from '../desks/commands.ts';
import type { Desks } from '../desks/desks.ts';
import { withDesks } from '../desks/with-desks.ts';
import { createDutyCommands } from '../duty/commands.ts';
import { createEscalationCommands } from '../escalation/commands.ts';
import type { Gates } from '../gates/gates.ts';
import { type CommandHandlers, Refused } from '../handlers.ts';
import { createImports, NO_IMPORTS } from '../imports/commands.ts';
import { createHolds } from '../keeping/holds.ts';
import { createRetention } from '../keeping/retention.ts';
import { createLanCommand } from '../lan/settings.ts';
import { createMapCommands } from '../map/commands.ts';
import { createMappings } from '../mappings/commands.ts';
import { NOBODY_HEARS, type Notices } from '../notices/service.ts';
import { createPeopleCommands } from '../people/commands.ts';
import { createSecrets } from '../people/secrets.ts';
import type { createQuarantine } from '../quarantine/quarantine.ts';
import { createReportCommands, NO_REPORTS } from '../reports/commands.ts';
import { createReportSchedule } from '../reports/schedule.ts';
import { createReviewCommands } from '../reviews/give.ts';
import { createRolloutCommands, NO_ROLLOUT } from '../rollout/commands.ts';
import { createRunbookCommands } from '../runbooks/commands.ts';
import { createRunbookStanding } from '../runbooks/standing.ts';
import type { StoreHealth } from '../store-health.ts';
import type { Intake } from '../telemetry/intake.ts';
import type { Placer } from '../telemetry/placer.ts';
import { createTrailCommands } from '../trail/commands.ts';
import { createAuditNow } from './audit-now.ts';
import type { EngineContext } from './context.ts';
import { bulk } from './guarded.ts';
import { createLoginNote } from './login.ts';
import type { EngineOptions } from './options.ts';
import { createReporting } from './reporting.ts';
import type { Scheduler } from './scheduler.ts';
import { createUpdateCommands } from './updates.ts';
import { createViews } from './views.ts';
import type { Wakes } from './wakes.ts';
import { createWatchdogCommand } from './watchdog.ts';
import { createWorkflow } from './workflow.ts';

/** The parts of an engine that commands act on. */
export type CommandParts = Pick<
  EngineOptions,
  'anchorFiles' | 'randomId' | 'imports' | 'secretCost' | 'makeReport' | 'rollout' | 'gatherCheckup'
> & {
  readonly context: EngineContext;
  readonly configuration: ConfigurationService;
  readonly timers: Timers;
  readonly health: StoreHealth;
  readonly scheduler: Scheduler;
  readonly wakes: Wakes;
  readonly baselines: Baselines;
  readonly intake: Intake;
  readonly placer: Placer;
  /** Takes in lines of telemetry. */
  readonly ingestLines: CommandHandlers['telemetry.ingest'];
  readonly gates: Gates;
  readonly quarantine: ReturnType<typeof createQuarantine>;
  readonly actions: Actions;
  readonly desks: Desks;
  /** null for an engine that nobody hears. */
  readonly notices: Notices | null;
  /** Makes a backup due at once; null where none are made. */
  readonly backUp: (() => void) | null;
};

/** Every command that an engine answers. */
export function createCommands(parts: CommandParts): CommandHandlers {
  const {
    anchorFiles,
    randomId,
    imports,
    secretCost,
    makeReport = NO_REPORTS,
    rollout = NO_ROLLOUT,
    gatherCheckup = NO_CHECKUPS,
    context,
    configuration,
    timers,
    health,
    scheduler,
    wakes,
  } = parts;
  const { baselines, intake, placer, ingestLines, gates, quarantine, actions, desks, notices } = parts;
  const { world } = context;
  const ingest = bulk(health, ingestLines);
  const people = createPeopleCommands({ ...world, secrets: createSecrets(secretCost) });
  return {
    ...createWorkflow(context),
    ...createReviewCommands(context),
    ...createReporting(context, randomId),
    ...createExportNote(context),
    ...createSigners(world),
    ...createCaseCommands(context, randomId),
    ...createTrailCommands(world, anchorFiles),
    ...createViews(world),
    ...createRetention(world),
    ...createHolds(world),
    ...createRunbookCommands(context),
    ...createRunbookStanding(context),
    ...actions.handlers,
    ...createEscalationCommands(context, () => wakes.armFindings(world.clock.now())),
    ...createMappings(world),
    ...createDesk(context),
    ...createReportCommands({ ...world, randomId, make: makeReport }),
    ...createReportSchedule(world),
    ...createCheckupCommands({ ...world, randomId, gather: gatherCheckup }),
    ...createRolloutCommands({ ...world, configuration, randomId, standing: rollout }),
    ...createDispatches(context, randomId),
    ...createWatchdogCommand(world),
    ...createLoginNote(world),
    ...createUpdateCommands({ ...world, backUp: parts.backUp }),
    ...createLanCommand(world),
    ...createDutyCommands({ context, wakes, intake, randomId }),
    'audit.run': createAuditNow(context, scheduler),
    'configuration.import': configuration.importFiles,
    'configuration.edit': configuration.edit,
    'configuration.roll_back': configuration.rollBack,
    'telemetry.ingest': ingest,
    ...(imports === undefined
      ? NO_IMPORTS
      : createImports({
          ...{ ...world, ...imports, timers, placer },
          ...{ importFiles: configuration.importFiles, ingest },
        })),
    ...gates.handlers,
    ...quarantine,
    'quarantine.retry': bulk(health, quarantine['quarantine.retry']),
    ...createMapCommands(context),
    ...createBaselineCommands({ context, baselines, timers }),
    ...(notices?.handlers ?? NOBODY_HEARS),
    ...withDesks(people, desks),
    ...createDeskCommands({ world, desks, randomId, signIn: people['session.sign_in'] }),
    'identity.set': ({ name }, { actor }) => {
      if (actor.verified) throw new Refused('conflict', `You are signed in as ${actor.name}.`);
      world.store.transaction(() => world.store.state.set('local_actor', name));
      return { name, verified: false };
    },
  };
}
