import type { RunbookComparisonDto, RunbookDto } from '#contract/runbooks.ts';
import { findingTypes } from '#core/audit/finding-types.ts';
import type { Fleet } from '#core/config/fleet.ts';
import { runbookChanges } from '#core/config/runbook-changes.ts';
import { differenceOf, FEWEST } from '#core/indicators/difference.ts';
import { comparedSide, winnerOf } from '#core/indicators/runbook-comparison.ts';
import { runbookEffect } from '#core/indicators/runbook-effect.ts';
import { isWithin, type TenantScope } from '#core/model/actor.ts';
import type { Runbook, RunbookComparison } from '#core/model/runbook.ts';
import { runbookFor } from '#core/model/runbook.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { ArchiveReads } from '#main/ports/archive.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { Clock } from '#main/ports/time.ts';
import { type QueryHandlers, Refused } from '../handlers.ts';
import { usesWithArchive } from './archived.ts';

type Names = `runbooks.${'list' | 'history' | 'effect' | 'gaps' | 'comparisons'}`;

/** Runbooks, their versions, and how these did. */
export function createRunbookQueries(
  { runbooks }: Pick<ReadModel, 'runbooks'>,
  fleet: () => Fleet,
  clock: Pick<Clock, 'now'>,
  archive: ArchiveReads,
): Pick<QueryHandlers, Names> {
  const usesOf: ReadModel['runbooks']['uses'] = (...asked) =>
    usesWithArchive(runbooks.uses, archive)(...asked);
  const historyOf = (findingType: string) => {
    const versions = runbooks.history(findingType);
    if (versions.length === 0) throw new Refused('not-found', `There is no runbook ${findingType}.`);
    return versions;
  };
  return {
    'runbooks.list'() {
      const retired = new Map(runbooks.retired().map(({ finding_type, ...about }) => [finding_type, about]));
      const compared = new Map(
        runbooks.compared().map(({ finding_type, first, second }) => [finding_type, { first, second }]),
      );
      return runbooks.all().map((runbook) => ({
        ...toRunbookDto(runbook),
        retired: retired.get(runbook.finding_type) ?? null,
        compared: compared.get(runbook.finding_type) ?? null,
      }));
    },
    'runbooks.gaps'(_, { scope }) {
      const inUse = followedRunbooks(runbooks);
      const sites = fleet().sites.filter((site) => isWithin(site, scope));
      const metrics = sites.flatMap(({ audit }) => audit.custom_metrics.map(({ name }) => name));
      return { types: findingTypes(metrics).filter((type) => runbookFor(type, inUse) === null) };
    },
    'runbooks.comparisons': ({ finding_type }, { scope }) => {
      historyOf(finding_type);
      return runbooks
        .comparisons(finding_type)
        .map((each) => comparisonOf({ ...runbooks, uses: usesOf }, each, scope, clock.now()));
    },
    'runbooks.history': ({ finding_type }) =>
      historyOf(finding_type).map(({ runbook, ...about }, index, versions) => ({
        ...about,
        runbook: toRunbookDto(runbook),
        changes: [...runbookChanges(versions[index + 1]?.runbook ?? null, runbook)],
      })),
    'runbooks.effect': ({ finding_type, from, to }, { scope }) => {
      const versions = historyOf(finding_type);
      const { uses, ticks, cut } = usesOf(scope, finding_type, from, to);
      const ofVersion = Map.groupBy(uses, ({ version }) => version);
      const ticksOf = Map.groupBy(ticks, ({ version }) => version);
      const effects = versions.map(({ runbook: { version, escalation_sla_minutes, steps } }) =>
        runbookEffect({
          version,
          escalation_sla_minutes,
          steps: steps.length,
          uses: ofVersion.get(version) ?? [],
          ticks: ticksOf.get(version) ?? [],
        }),
      );
      return {
        versions: effects.map((effect, index) => {
          const before = effects[index + 1];
          const compared = before === undefined ? null : differenceOf(before.success, effect.success);
          return { ...effect, steps: [...effect.steps], compared };
        }),
        cut,
      };
    },
  };
}

/** The newest version of each that is not retired. */
export function followedRunbooks({ all, retired }: Pick<ReadModel['runbooks'], 'all' | 'retired'>) {
  const gone = new Set(retired().map(({ finding_type }) => finding_type));
  return all().filter(({ finding_type }) => !gone.has(finding_type));
}

/** How the two versions did, by the findings that were opened with them meanwhile. */
function comparisonOf(
  runbooks: ReadModel['runbooks'],
  { finding_type, first, second, ...about }: RunbookComparison,
  scope: TenantScope,
  now: EpochMs,
): RunbookComparisonDto {
  const { uses, cut } = runbooks.uses(scope, finding_type, about.begun_at, about.ended_at ?? now + 1);
  const minutesOf = (version: number) => runbooks.get(finding_type, version)?.escalation_sla_minutes ?? 0;
  const judged_after_minutes = Math.max(minutesOf(first), minutesOf(second));
  const side = (version: number) => {
    const own = uses.filter((use) => use.version === version);
    const escalation_sla_minutes = minutesOf(version);
    return comparedSide({ version, escalation_sla_minutes, judged_after_minutes, uses: own }, now);
  };
  const sides = { first: side(first), second: side(second) };
  return { ...about, ...sides, verdict: winnerOf(sides.first, sides.second), fewest: FEWEST, cut };
}

/** A runbook as it crosses to screens. */
export const toRunbookDto = (runbook: Runbook): RunbookDto => ({
  ...runbook,
  evidence_required: [...runbook.evidence_required],
  steps: [...runbook.steps],
  auto_actions: [...runbook.auto_actions],
});
