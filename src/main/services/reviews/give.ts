import type { Parsed } from '#contract/index.ts';
import { amend, confirm } from '#core/finding/workflow.ts';
import type { Disposition, Finding } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { EngineContext } from '../engine/context.ts';
import { applyToEach, visibleFinding } from '../engine/each.ts';
import type { Caller, CommandHandlers } from '../handlers.ts';
import { Refused } from '../handlers.ts';
import { createSamples, type Samples } from './sample.ts';
import { weekAt } from './week.ts';

/** A supervisor looks at a finding of the weekly sample again, and says what it was. */
export function createReviewCommands(context: EngineContext): Pick<CommandHandlers, 'reviews.give'> {
  const samples = createSamples(context.world.store.desk.reviews);
  const resolvedFinding = (id: string, caller: Caller) => {
    const finding = visibleFinding(context, id, caller);
    if (finding === null) throw new Refused('not-found', `There is no finding ${id}.`);
    const { resolved_at, disposition } = finding;
    if (resolved_at === null || disposition === null)
      throw new Refused('conflict', 'It is not resolved yet.');
    return { finding, resolved_at };
  };
  const give = async ({ finding: id, amend: wanted }: Parsed<'reviews.give'>, caller: Caller) => {
    const week = await sampledIn(context, samples, id, resolvedFinding(id, caller).resolved_at);
    // Others went on while the sample was drawn.
    const { finding } = resolvedFinding(id, caller);
    refuseSeen(context, id);
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
  };
  return { 'reviews.give': give };
}

/** The week in whose sample it is. Throws Refused where it is in none. */
async function sampledIn(
  { world: { zone, clock } }: EngineContext,
  samples: Samples,
  id: string,
  resolvedAt: EpochMs,
): Promise<string> {
  const week = weekAt(resolvedAt, zone);
  if (clock.now() < week.to) throw new Refused('conflict', 'Its week is not over yet.');
  const { sample } = await samples.of(week, true);
  if (!sample.includes(id))
    throw new Refused('conflict', `It is not in the sample of the week of ${week.week}.`);
  return week.week;
}

function refuseSeen({ world }: EngineContext, id: string): void {
  const [before] = world.store.desk.reviews.of([id]);
  if (before !== undefined) throw new Refused('conflict', `${before.reviewed_by} has looked at it already.`);
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
