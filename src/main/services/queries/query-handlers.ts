import type { Fleet } from '#core/config/fleet.ts';
import type { OpenAnchorFile } from '#main/ports/anchor-file.ts';
import type { ArchiveReads } from '#main/ports/archive.ts';
import type { DiagnosticsReads } from '#main/ports/diagnostics-reads.ts';
import type { MapFile } from '#main/ports/map-file.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { ConfigurationReads } from '#main/ports/store.ts';
import type { Clock } from '#main/ports/time.ts';
import { knownSigners, SIGNERS } from '../bundles/signers.ts';
import { createCheckupQueries } from '../checkups/queries.ts';
import { DeskView } from '../desks/desk-view.ts';
import type { QueryHandlers } from '../handlers.ts';
import { recogniseBytes } from '../imports/recognise-bytes.ts';
import { MAPPINGS, savedMappings } from '../mappings/saved.ts';
import { createRolloutQueries } from '../rollout/queries.ts';
import { createActionQueries } from './actions.ts';
import { createBaselineQueries } from './baselines.ts';
import { createCaseQueries } from './cases.ts';
import { createConfigurationQueries, type WriteText } from './configuration.ts';
import { createConnectorQueries } from './connectors.ts';
import { createDesksState } from './desks.ts';
import { createDiagnostics } from './diagnostics.ts';
import { createDoctor } from './doctor.ts';
import { createDutyQueries } from './duty.ts';
import { createEngineQueries, type HostFacts } from './engine.ts';
import { createEnginePage } from './engine-page.ts';
import { createEscalationQueries } from './escalation.ts';
import { createFindingQueries } from './findings.ts';
import { createIndicatorQueries } from './indicators.ts';
import { createIntakeQueries } from './intake.ts';
import { createMaintenanceQueries } from './maintenance.ts';
import { createMapQueries } from './map.ts';
import { createNoticeQueries } from './notices.ts';
import { createPeopleQueries } from './people.ts';
import { createQuarantineQueries } from './quarantine.ts';
import { createReportQueries } from './reports.ts';
import { createRetentionDue } from './retention-due.ts';
import { createReviewQueries } from './reviews.ts';
import { createRunbookQueries } from './runbooks.ts';
import { createSitePage } from './site-page.ts';
import { createSettingQueries } from './site-settings.ts';
import { createSiteQueries } from './sites.ts';
import { createStability } from './stability.ts';
import { createTrailQueries } from './trail.ts';
import { createViewQueries } from './views.ts';

export type QueryParts = {
  readonly readModel: ReadModel;
  readonly configuration: ConfigurationReads;
  readonly writeText: WriteText;
  /** The fleet as it is now; replaced when the configuration changes. */
  readonly fleet: () => Fleet;
  readonly clock: Clock;
  readonly host: HostFacts;
  readonly mapFile: MapFile;
  readonly archive: ArchiveReads;
  /** Nobody knows of anchors unless given. */
  readonly anchorFiles?: OpenAnchorFile;
  /** Nothing of the machine and no log unless given. */
  readonly diagnostics?: DiagnosticsReads;
};

const NO_READS: DiagnosticsReads = { machine: () => ({}), logLines: () => [] };

/** Every question that a screen or the command line may ask. Changes nothing; runs wherever a connection is. */
export function createQueryHandlers(parts: QueryParts): QueryHandlers {
  const { readModel, fleet, clock, host, mapFile, archive } = parts;
  const desks = new DeskView({ state: readModel.state, people: readModel.people, fleet });
  const maintenance = createMaintenanceQueries(parts.configuration, readModel);
  const findings = createFindingQueries(readModel, fleet, clock, desks, host, archive);
  const stabilityAt = createStability(readModel, clock);
  const indicators = createIndicatorQueries({
    ...{ readModel, fleet, clock, host, desks, stabilityAt, archive },
  });
  const asked = { ...maintenance, ...findings, ...indicators };
  const health = {
    ...createRetentionDue(readModel, archive, clock),
    ...createEngineQueries(readModel, fleet, clock, host, archive, parts.anchorFiles ?? null),
    ...createEnginePage(readModel, fleet, clock),
    ...createDoctor(readModel, fleet, clock, host),
  };
  const reads = parts.diagnostics ?? NO_READS;
  return {
    ...findings,
    ...createActionQueries(readModel, fleet, clock),
    ...createEscalationQueries(readModel, host),
    ...createSiteQueries({ readModel, fleet, clock, stabilityAt }),
    ...createConfigurationQueries(parts.configuration, readModel, parts.writeText),
    ...createSettingQueries(parts.configuration),
    ...maintenance,
    ...createSitePage(readModel, fleet, clock),
    ...createMapQueries(readModel, fleet, clock, mapFile),
    ...createBaselineQueries(readModel, fleet, clock),
    ...createDutyQueries(readModel, fleet, clock),
    ...createNoticeQueries(readModel, clock, host, desks),
    ...health,
    ...createDiagnostics({ readModel, fleet, clock, host, reads, asked: health }),
    ...createIntakeQueries(readModel, clock),
    ...createConnectorQueries(readModel, clock),
    ...createQuarantineQueries(readModel),
    ...createCheckupQueries({ readModel, fleet, clock }),
    ...createRolloutQueries({ readModel, fleet, clock, host, stabilityAt, archive }),
    ...createRunbookQueries(readModel, fleet, clock, archive),
    ...createCaseQueries(readModel),
    ...createTrailQueries(readModel, parts.anchorFiles ?? null),
    ...createReportQueries({ readModel, fleet, clock, desks, host, asked, archive }),
    ...indicators,
    ...createReviewQueries({ readModel, clock, host, desks }),
    ...createViewQueries(readModel, fleet),
    ...createPeopleQueries(readModel, fleet, clock),
    'imports.recognise': ({ files }) =>
      files.map(({ name, head }) => recogniseBytes(name, Buffer.from(head, 'base64'))),
    'desks.state': createDesksState(readModel, desks, clock),
    'bundles.signers': () => [...knownSigners(readModel.state(SIGNERS))],
    'mappings.list': () => [...savedMappings(readModel.state(MAPPINGS))],
  };
}
