import { findingTypes } from '#core/audit/finding-types.ts';
import type { Actor } from '#core/model/actor.ts';
import type { Runbook } from '#core/model/runbook.ts';
import { runbookFor } from '#core/model/runbook.ts';
import type { EngineContext } from '../engine/context.ts';
import { type CommandHandlers, Refused } from '../handlers.ts';

type Names = `runbooks.${'compare' | 'end_comparison' | 'retire' | 'bring_back'}`;
type Told = {
  readonly action: string;
  readonly reason: string;
  readonly before: object | null;
  readonly after: object | null;
};

/** Which runbooks new findings are opened with: none of those that are retired, and two versions by turns where they are compared. */
export function createRunbookStanding(context: EngineContext): Pick<CommandHandlers, Names> {
  const { store, clock } = context.world;
  const { runbooks } = store;

  const known = (findingType: string): Runbook => {
    const runbook = runbooks.all().find(({ finding_type }) => finding_type === findingType);
    if (runbook === undefined) throw new Refused('not-found', `There is no runbook ${findingType}.`);
    return runbook;
  };
  const retiredOf = (findingType: string) =>
    runbooks.retired().find(({ finding_type }) => finding_type === findingType);
  const runningOf = (findingType: string) =>
    runbooks.compared().find(({ finding_type }) => finding_type === findingType);

  function write(findingType: string, actor: Actor, told: Told, change: () => void): Record<string, never> {
    store.transaction(() => {
      change();
      store.trail.append([{ at: clock.now(), actor, entity: 'runbook', entity_id: findingType, ...told }]);
    });
    context.reloadRunbooks();
    return {};
  }

  return {
    'runbooks.compare'({ finding_type, first, second, reason }, { actor }) {
      const newest = known(finding_type);
      if (retiredOf(finding_type))
        throw new Refused('conflict', `Runbook ${finding_type} is retired: bring it back first.`);
      if (runningOf(finding_type))
        throw new Refused(
          'conflict',
          `Two versions of ${finding_type} are compared already: end that first.`,
        );
      if (first === second)
        throw new Refused('bad-request', `second: found ${second}, expected another version than the first.`);
      for (const [field, version] of Object.entries({ first, second }))
        if (runbooks.get(finding_type, version) === null)
          throw new Refused(
            'not-found',
            `${field}: found ${version}, expected a version from 1 to ${newest.version}.`,
          );
      const begun_at = clock.now();
      if (runbooks.comparisons(finding_type).some((each) => each.begun_at === begun_at))
        throw new Refused('conflict', 'One has just ended: try again in a moment.');
      const begun = { finding_type, first, second, begun_at, begun_by: actor.name, reason };
      const told = { action: 'runbook.compared', reason, before: null, after: { first, second } };
      return write(finding_type, actor, told, () =>
        runbooks.saveComparison({ ...begun, ended_at: null, ended_by: null, end_reason: null }),
      );
    },
    'runbooks.end_comparison'({ finding_type, reason }, { actor }) {
      const running = runningOf(finding_type);
      if (running === undefined)
        throw new Refused('not-found', `No versions of ${finding_type} are compared.`);
      const { first, second } = running;
      const told = { action: 'runbook.comparison_ended', reason, before: { first, second }, after: null };
      return write(finding_type, actor, told, () =>
        runbooks.saveComparison({
          ...running,
          ended_at: clock.now(),
          ended_by: actor.name,
          end_reason: reason,
        }),
      );
    },
    'runbooks.retire'({ finding_type, reason, dry_run }, { actor }) {
      const runbook = known(finding_type);
      if (retiredOf(finding_type))
        throw new Refused('conflict', `Runbook ${finding_type} is retired already.`);
      if (runningOf(finding_type))
        throw new Refused('conflict', `Two versions of ${finding_type} are compared: end that first.`);
      const left = context.runbooks.filter((each) => each.finding_type !== finding_type);
      const metrics = context.world
        .fleet()
        .sites.flatMap(({ audit }) => audit.custom_metrics.map(({ name }) => name));
      const left_without = findingTypes(metrics).filter(
        (type) => runbookFor(type, [runbook]) !== null && runbookFor(type, left) === null,
      );
      if (dry_run) return { left_without };
      if (reason === undefined)
        throw new Refused('bad-request', 'reason: found nothing, expected why it is retired.');
      const told = {
        action: 'runbook.retired',
        reason,
        before: { version: runbook.version },
        after: { left_without },
      };
      write(finding_type, actor, told, () =>
        runbooks.retire({ finding_type, at: clock.now(), by: actor.name, reason }),
      );
      return { left_without };
    },
    'runbooks.bring_back'({ finding_type, reason }, { actor }) {
      const { version } = known(finding_type);
      if (!retiredOf(finding_type)) throw new Refused('conflict', `Runbook ${finding_type} is not retired.`);
      const told = { action: 'runbook.brought_back', reason, before: null, after: { version } };
      return write(finding_type, actor, told, () => runbooks.bringBack(finding_type));
    },
  };
}
