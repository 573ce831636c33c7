import type { Answer } from '#contract/index.ts';
import type { Fleet } from '#core/config/fleet.ts';
import { addSums, type FindingSums, NO_FINDINGS } from '#core/indicators/finding-sums.ts';
import { isStable } from '#core/indicators/value.ts';
import { ROLLOUT_PHASES, type RolloutPhase } from '#core/model/rollout.ts';
import { isAudited, type Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import { gateOf } from '#core/rollout/gate.ts';
import { PHASES, phaseAfter } from '#core/rollout/phases.ts';
import { proposeSites } from '#core/rollout/propose.ts';
import { type Standing, standingOf } from '#core/rollout/standing.ts';
import type { ArchiveReads } from '#main/ports/archive.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { Clock } from '#main/ports/time.ts';
import { readRails } from '../actions/rails.ts';
import type { QueryHandlers } from '../handlers.ts';
import { indicatorsWithArchive } from '../queries/archived.ts';
import type { HostFacts } from '../queries/engine.ts';
import { createPause, dayReader } from '../queries/indicator-facts.ts';
import type { StabilityOf } from '../queries/indicator-sites.ts';
import { localDays } from '../queries/indicators.ts';
import { lowRisk } from './low-risk.ts';

type Parts = {
  readonly readModel: ReadModel;
  readonly fleet: () => Fleet;
  readonly clock: Clock;
  readonly host: Pick<HostFacts, 'timezone'>;
  readonly stabilityAt: StabilityOf;
  readonly archive: ArchiveReads;
};
type SiteDto = Answer<'rollout.get'>['sites'][number];

/** Every finding that anomaly detection makes. */
const ANOMALIES = 'ANOMALY_*';

/** Where the rollout of the whole installation is, and what comes next. */
export const createRolloutQueries = (parts: Parts): Pick<QueryHandlers, 'rollout.get'> => ({
  'rollout.get': async () => {
    const { readModel, fleet, clock, stabilityAt } = parts;
    const at = clock.now();
    const { sites: all, version } = fleet();
    const steps = readModel.rollout();
    const standing = standingOf(steps);
    const inUse = all.filter(({ active }) => active);
    const stability = await stabilityAt(inUse);
    const sites = inUse.map(
      (site): SiteDto => ({
        ...{ code: site.code, name: site.name, client: site.client, priority: site.priority },
        is_audited: isAudited(site),
        ...{ ...stability(site), thin_metrics: [...stability(site).thin_metrics] },
        is_stable: isStable(stability(site)),
        phase: standing.bySite.get(site.code) ?? null,
      }),
    );
    return {
      ...{ at, version },
      ...{ phase: standing.phase, since: standing.since, group: [...standing.group] },
      gate: toDto(await gateAt(parts, standing, sites, at)),
      next: phaseAfter(standing.phase),
      proposals: proposalsOf(sites),
      sites,
      runbooks: runbooksOf(readModel),
      steps: steps.map((step) => ({ ...step, sites: [...step.sites], gate: toDto(step.gate) })),
    };
  },
});

async function gateAt(
  parts: Parts,
  { phase, since, group }: Standing,
  sites: readonly SiteDto[],
  at: EpochMs,
) {
  if (phase === null || since === null) return null;
  const own = new Set(group);
  const there = sites.filter(({ code }) => own.has(code));
  return gateOf(phase, {
    ...{ since, at },
    sites: there.length,
    stable: there.filter(({ is_stable }) => is_stable).length,
    findings: await findingsOf(parts, group, null, { from: since, to: at }),
    anomalies: await findingsOf(parts, group, ANOMALIES, { from: since, to: at }),
  });
}

/** Findings at the sites within the span, a day at a time, so that no other question waits for all of them. */
async function findingsOf(
  { readModel, clock, host, fleet, archive }: Parts,
  group: readonly string[],
  rule: string | null,
  span: { readonly from: EpochMs; readonly to: EpochMs },
): Promise<FindingSums> {
  const chosen = group.flatMap((code): readonly Site[] => {
    const site = fleet().byCode.get(code);
    return site === undefined ? [] : [site];
  });
  const asked = {
    scope: 'all',
    sites: group,
    owner: null,
    rule,
    operator: null,
    chosen,
    consoles: 1,
  } as const;
  const indicators = indicatorsWithArchive(readModel.indicators, archive);
  const readDays = dayReader(indicators, asked, clock.now(), createPause());
  return (await readDays(localDays(span, host.timezone))).reduce(addSums, NO_FINDINGS);
}

function proposalsOf(sites: readonly SiteDto[]): Answer<'rollout.get'>['proposals'] {
  const candidates = sites.map((site) => ({
    ...site,
    stable_share: site.total_cells === 0 ? 0 : site.stable_cells / site.total_cells,
  }));
  return ROLLOUT_PHASES.map((phase: RolloutPhase) => ({
    ...{ phase, values: PHASES[phase].values },
    sites: [...proposeSites(phase, candidates)],
  }));
}

const runbooksOf = (readModel: ReadModel): Answer<'rollout.get'>['runbooks'] => {
  const actions = readModel.actions().filter(({ removed_at }) => removed_at === null);
  return lowRisk(readModel.runbooks, actions, readRails(readModel.state)).map(({ runbook, hindrance }) => ({
    ...{ finding_type: runbook.finding_type, title: runbook.title, actions: [...runbook.auto_actions] },
    ...{ goes_by_itself: runbook.auto_action_enabled, hindrance },
  }));
};

const toDto = (gate: ReturnType<typeof gateOf>): Answer<'rollout.get'>['gate'] =>
  gate === null ? null : { phase: gate.phase, checks: gate.checks.map((check) => ({ ...check })) };
