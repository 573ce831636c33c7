import type { RunbookDto } from '#contract/runbooks.ts';
import { runbookChanges } from '#core/config/runbook-changes.ts';
import { differenceOf } from '#core/indicators/difference.ts';
import { runbookEffect } from '#core/indicators/runbook-effect.ts';
import type { Runbook } from '#core/model/runbook.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import { type QueryHandlers, Refused } from '../handlers.ts';

type Names = 'runbooks.list' | 'runbooks.history' | 'runbooks.effect';

/** Runbooks, their versions, and how these did. */
export function createRunbookQueries({ runbooks }: Pick<ReadModel, 'runbooks'>): Pick<QueryHandlers, Names> {
  const historyOf = (findingType: string) => {
    const versions = runbooks.history(findingType);
    if (versions.length === 0) throw new Refused('not-found', `There is no runbook ${findingType}.`);
    return versions;
  };
  return {
    'runbooks.list': () => runbooks.all().map(toRunbookDto),
    'runbooks.history': ({ finding_type }) =>
      historyOf(finding_type).map(({ runbook, ...about }, index, versions) => ({
        ...about,
        runbook: toRunbookDto(runbook),
        changes: [...runbookChanges(versions[index + 1]?.runbook ?? null, runbook)],
      })),
    'runbooks.effect': ({ finding_type, from, to }, { scope }) => {
      const versions = historyOf(finding_type);
      const { uses, ticks, cut } = runbooks.uses(scope, finding_type, from, to);
      const usesOf = Map.groupBy(uses, ({ version }) => version);
      const ticksOf = Map.groupBy(ticks, ({ version }) => version);
      const effects = versions.map(({ runbook: { version, escalation_sla_minutes, steps } }) =>
        runbookEffect({
          version,
          escalation_sla_minutes,
          steps: steps.length,
          uses: usesOf.get(version) ?? [],
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

/** A runbook as it crosses to screens. */
export const toRunbookDto = (runbook: Runbook): RunbookDto => ({
  ...runbook,
  evidence_required: [...runbook.evidence_required],
  steps: [...runbook.steps],
  auto_actions: [...runbook.auto_actions],
});
