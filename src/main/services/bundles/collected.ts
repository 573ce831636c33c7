import { BundleView } from '#contract/bundle-view.ts';
import type { Answer, Input, MethodName, Reply } from '#contract/index.ts';
import type { TrailHead, TrailRowDto } from '#contract/trail.ts';
import { Refused } from '../handlers.ts';

/** Everything that goes into a bundle, as whoever exports it may see it. */
export type Collected = {
  readonly view: BundleView;
  /** Rows of the finding, the oldest first; the last of them says that it was exported. */
  readonly trail: readonly TrailRowDto[];
  readonly head: TrailHead;
  readonly made: Answer<'bundles.note'>;
};
/** A way to ask as somebody: the answer is what that one may see. */
export type AskFor = <M extends MethodName>(method: M, input: Input<M>) => Promise<Reply<Answer<M>>>;

const PAGE = 500;

/** Writes that a finding is exported, then reads what is. Throws Refused. */
export async function collectBundle(ask: AskFor, finding: string, redacted: boolean): Promise<Collected> {
  const made = answerOf(await ask('bundles.note', { finding, redacted }));
  const { children, ...detail } = answerOf(await ask('findings.get', { id: finding }));
  const { rows, head } = await trailOf(ask, finding);
  const place = await placeOf(ask, detail.finding.site);
  // What is not of the view is left out here: contacts, and other findings.
  const view = BundleView.parse({ ...detail, children: children.map(({ id }) => id), place });
  return { view, trail: rows, head, made };
}

async function trailOf(ask: AskFor, finding: string): Promise<{ rows: TrailRowDto[]; head: TrailHead }> {
  const rows: TrailRowDto[] = [];
  for (let before: number | null = null; ; ) {
    const page: Answer<'trail.page'> = answerOf(
      await ask('trail.page', { filter: { finding }, before, limit: PAGE }),
    );
    rows.push(...page.rows);
    if (page.next === null) return { rows: rows.reverse(), head: page.head };
    before = page.next;
  }
}

/** Nothing of a site that is gone, or is another's now. */
async function placeOf(ask: AskFor, site: string | null): Promise<Answer<'sites.map'> | null> {
  if (site === null) return null;
  const reply = await ask('sites.map', { site });
  return !reply.ok && reply.fault.code === 'not-found' ? null : answerOf(reply);
}

/** What was answered. Throws Refused. */
export function answerOf<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  const { code, message } = reply.fault;
  throw new Refused(code === 'internal' ? 'unavailable' : code, message);
}
