import type { Parsed } from '#contract/index.ts';
import { amend, confirm } from '#core/finding/workflow.ts';
import { sampleOf } from '#core/indicators/review-sample.ts';
import type { Disposition, Finding } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { EngineContext } from '../engine/context.ts';
import { applyToEach, visibleFinding } from '../engine/each.ts';
import type { Caller, CommandHandlers } from '../handlers.ts';
import { Refused } from '../handlers.ts';
import { weekAt } from './week.ts';

/** A supervisor looks at a finding of the weekly sample again, and says what it was. */
export const createReviewCommands = (context: EngineContext): Pick<CommandHandlers, 'reviews.give'> => ({
  'reviews.give': ({ finding: id, amend: wanted }: Parsed<'reviews.give'>, caller) => {
    const finding = visibleFinding(context, id, caller);
    if (finding === null) throw new Refused('not-found', `There is no finding ${id}.`);
    const { resolved_at, disposition: was } = finding;
    if (resolved_at === null || was === null) throw new Refused('conflict', 'It is not resolved yet.');
    const week = sampledIn(context, finding, resolved_at);
    if (finding.resolved_by === caller.actor.name)
      throw new Refused('conflict', 'You resolved it yourself: somebody else must look at it.');
    const { changed, refused } = applyToEach(
      context,
      [id],
      caller,
      (each) => (wanted === undefined ? confirm(each) : amend(each, wanted.disposition, wanted.reason)),
      (_, { disposition }, { next }, at) => {
        const became = next?.disposition ?? null;
        if (disposition === null || became === null) return null;
        return () =>
          keep(context, caller, { ...finding, disposition }, { week, became, at, reason: wanted?.reason });
      },
    );
    if (changed.length === 0) throw new Refused('conflict', refused[0]?.why ?? 'It cannot be reviewed.');
    return { agreed: wanted === undefined };
  },
});

/** The week in whose sample it is. Throws Refused where it is in none, or was looked at before. */
function sampledIn({ world }: EngineContext, { id }: Finding, resolvedAt: EpochMs): string {
  const { store, zone, clock } = world;
  const { week, from, to } = weekAt(resolvedAt, zone);
  if (clock.now() < to) throw new Refused('conflict', 'Its week is not over yet.');
  if (!sampleOf(week, store.desk.reviews.closedIn(from, to)).includes(id))
    throw new Refused('conflict', `It is not in the sample of the week of ${week}.`);
  const [before] = store.desk.reviews.of([id]);
  if (before !== undefined) throw new Refused('conflict', `${before.reviewed_by} has looked at it already.`);
  return week;
}

type Said = {
  readonly week: string;
  readonly became: Disposition;
  readonly at: EpochMs;
  readonly reason: string | undefined;
};

function keep(
  { world }: EngineContext,
  { actor }: Caller,
  finding: Finding & { readonly disposition: Disposition },
  { week, became, at, reason }: Said,
): void {
  const { id: finding_id, disposition: was } = finding;
  const { detected_at, tenant, client, site, finding_type, scope, scope_key, resolved_by } = finding;
  const { name, verified } = actor;
  const place = { detected_at, tenant, client, site, finding_type, scope, scope_key, resolved_by };
  world.store.desk.addReview({
    ...{ finding_id, week, reviewed_at: at, reviewed_by: name, verified, was, became },
    ...place,
  });
  if (reason !== undefined)
    world.store.desk.addAmendment({
      ...{ finding_id, amended_at: at, amended_by: name, verified, was, became, reason },
    });
}
