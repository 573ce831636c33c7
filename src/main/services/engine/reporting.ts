import type { Parsed } from '#contract/index.ts';
import { manual, manualBreach, personNamedIn } from '#core/audit/rules/manual.ts';
import { isWithin } from '#core/model/actor.ts';
import type { Site } from '#core/model/site.ts';
import type { RandomId } from '#main/ports/random.ts';
import { openingOf } from '../findings/opening.ts';
import type { Caller, CommandHandlers } from '../handlers.ts';
import { Refused } from '../handlers.ts';
import type { EngineContext } from './context.ts';

/** A person opens a finding. Maintenance holds it back as little as a switched-off site does: somebody saw it. */
export function createReporting(
  context: EngineContext,
  randomId: RandomId,
): Pick<CommandHandlers, 'findings.report'> {
  return {
    'findings.report': (report: Parsed<'findings.report'>, caller) => {
      const site = visibleSite(context, report.site, caller);
      const named = personNamedIn(report.title, site.people);
      if (named !== null)
        throw new Refused(
          'bad-request',
          `A title carries codes only: write ${named.code} instead of the name or number, and the rest into the note.`,
        );
      const at = context.world.clock.now();
      const { severity, title, category, note } = report;
      const changes = context.begin(at);
      const { next } = changes.open(
        manualBreach({ id: randomId(), severity, title, at }),
        { ...openingOf(manual, site, context, at), category },
        { actor: caller.actor, detail: note },
      );
      if (next === null) throw new Error('a random subject was known already');
      context.finish(changes);
      return { id: next.id };
    },
  };
}

/** The site, if there is one and the caller may see it. */
function visibleSite(context: EngineContext, code: string, { scope }: Caller): Site {
  const site = context.siteOf(code);
  if (site === null || !isWithin(site, scope)) throw new Refused('not-found', `No site ${code}.`);
  return site;
}
