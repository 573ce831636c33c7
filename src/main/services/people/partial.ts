import type { EventName, Payload } from '#contract/index.ts';
import { methods } from '#contract/index.ts';
import { isWithin } from '#core/model/actor.ts';
import type { Dispatch } from '../dispatch.ts';
import type { Asker } from '../handlers.ts';
import { lookingWithin } from '../presence.ts';

export type Partial = {
  /** What may be told of an event; null: nothing of it. */
  readonly of: (event: EventName, payload: unknown, asker: Asker) => Promise<unknown>;
  /** Forgets what an event may have changed. */
  readonly hear: (event: EventName) => void;
};
type Parts = {
  readonly [E in EventName]: (
    payload: Payload<E>,
    asker: Asker,
  ) => Payload<E> | null | Promise<Payload<E> | null>;
};
const asItIs = <T>(payload: T): T => payload;

/**
 * What of each event somebody hears who may see a part of the installation only. Where the event alone does not tell, the same
 * queries are asked that this person could ask. Every event has its line, so that a new one cannot be forgotten.
 */
export function createPartial(ask: Dispatch): Partial {
  const known = new Map<string, Promise<boolean>>();
  const isTold = async (asker: Asker, method: 'sites.settings' | 'findings.get', input: object) =>
    (await ask(asker, method, input)).ok;
  /** Whether the site lies in somebody's part; asked once until sites or accounts change. */
  const seesSite = (asker: Asker, site: string): Promise<boolean> => {
    if (asker.scope === 'all') return Promise.resolve(true);
    const key = JSON.stringify([asker.scope, site]);
    const answer = known.get(key) ?? isTold(asker, 'sites.settings', { site });
    known.set(key, answer);
    return answer;
  };
  const keep = async <T>(asker: Asker, items: readonly T[], siteOf: (item: T) => string | null) => {
    const seen = await Promise.all(
      items.map(async (item) => {
        const site = siteOf(item);
        return site === null || (await seesSite(asker, site));
      }),
    );
    return items.filter((_, index) => seen[index]);
  };
  const seesNotice = ({ site, kind, finding_id }: Payload<'notice'>, asker: Asker): Promise<boolean> => {
    if (site !== null) return seesSite(asker, site);
    if ((kind !== 'finding' && kind !== 'desk') || finding_id === null) return Promise.resolve(true);
    return isTold(asker, 'findings.get', { id: finding_id });
  };
  /** The same question that was answered for everybody, asked for this one. */
  const askAgain = async <M extends 'engine.status' | 'notices.state'>(asker: Asker, method: M) => {
    const reply = await ask(asker, method, {});
    return reply.ok ? methods[method].output.parse(reply.value) : null;
  };

  const parts: Parts = {
    'findings.changed': partOfFindings,
    'engine.changed': async (_, asker) =>
      (await askAgain(asker, 'engine.status')) as Payload<'engine.changed'> | null, // safe: its own schema
    'sites.changed': async ({ sites }, asker) =>
      sites === null ? { sites } : { sites: await keep(asker, sites, asItIs) },
    'baselines.progress': async (payload, asker) => ((await seesSite(asker, payload.site)) ? payload : null),
    notice: async (notice, asker) => ((await seesNotice(notice, asker)) ? notice : null),
    'notices.withdrawn': async ({ tags }, asker) => ({
      tags: await keep(asker, tags, (tag) => (tag.startsWith('site:') ? tag.slice('site:'.length) : null)),
    }),
    'notices.open': async (_, asker) => {
      const state = await askAgain(asker, 'notices.state');
      return state === null ? null : methods['notices.state'].output.parse(state).open;
    },
    'notices.flood': async (flood, asker) => ({
      ...flood,
      sites: await keep(asker, flood.sites, ({ site }) => site),
    }),
    'actions.changed': asItIs,
    'notices.muted': asItIs,
    'notices.tested': asItIs,
    'notices.desktop': asItIs,
    'screen.show_finding': asItIs,
    'screen.take_brought': asItIs,
    'views.changed': asItIs,
    'reports.changed': asItIs,
    'cases.changed': asItIs,
    'checkups.changed': asItIs,
    // Whose it is, it does not tell: a screen that waits for its own asks for it.
    'what_if.changed': asItIs,
    'accounts.changed': asItIs,
    'lan.changed': asItIs,
    'link.changed': asItIs,
    'presence.changed': ({ looking }, { scope }) => ({ looking: lookingWithin(looking, scope) }),
    'desks.changed': asItIs,
    'session.changed': asItIs,
  };
  return {
    async of(event, payload, asker) {
      if (asker.scope === 'all') return payload;
      // Safe: listeners are given an event's own payload.
      const part = parts[event] as (payload: unknown, asker: Asker) => unknown;
      return part(payload, asker);
    },
    hear(event) {
      if (event === 'sites.changed' || event === 'accounts.changed') known.clear();
    },
  };
}

/** Rows of one's own places. Of a finding that belongs to no place the row does not tell: the screen asks again. */
function partOfFindings(
  { rows, reload }: Payload<'findings.changed'>,
  { scope }: Asker,
): Payload<'findings.changed'> {
  const own = rows.filter(
    ({ tenant, client, site }) =>
      tenant !== null && client !== null && site !== null && isWithin({ tenant, client, code: site }, scope),
  );
  return { rows: own, reload: reload || rows.some(({ site }) => site === null) };
}
