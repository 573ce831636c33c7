import type { Api, Reply } from '#contract/index.ts';
import { SITES_A_PAGE } from '#contract/sites.ts';
import type { Site } from './fleet-order.ts';

/** Every site, asked for page by page: the whole list of a large fleet in one answer would hold up every thread that it passes. */
export async function allSites(api: Api): Promise<Reply<readonly Site[]>> {
  const sites: Site[] = [];
  for (let after: string | undefined; ; after = sites.at(-1)?.code) {
    const page = { limit: SITES_A_PAGE, ...(after === undefined ? {} : { after }) };
    const reply = await api.call('sites.list', page);
    if (!reply.ok) return reply;
    sites.push(...reply.value);
    if (reply.value.length !== SITES_A_PAGE) return { ok: true, value: sites };
  }
}
