import type { Input } from '#contract/index.ts';
import { CATEGORIES, SEVERITIES, STATUSES } from '#core/model/finding.ts';
import type { Given, Options } from './arguments.ts';

export type FindingFilter = NonNullable<Input<'findings.export'>['filter']>;

/** Which findings, as every command that lists them is told. */
export const FILTER_OPTIONS: Options = {
  tenant: { type: 'string' },
  client: { type: 'string' },
  site: { type: 'string' },
  type: { type: 'string' },
  category: { type: 'string' },
  severity: { type: 'string', multiple: true },
  status: { type: 'string', multiple: true },
  since: { type: 'string' },
  until: { type: 'string' },
};
export const FILTER_USAGE =
  '[--tenant T] [--client C] [--site S] [--type T or PREFIX*] [--category C] [--severity S]… [--status S]… [--since T] [--until T]';

export function filterOf(given: Given): FindingFilter {
  const filter: FindingFilter = {};
  for (const name of ['tenant', 'client', 'site', 'type'] as const) {
    const text = given.text(name);
    if (text !== undefined) filter[name] = text;
  }
  const category = given.oneOf('category', CATEGORIES);
  if (category !== undefined) filter.category = category;
  const severity = given.manyOf('severity', SEVERITIES);
  if (severity.length > 0) filter.severity = [...severity];
  const status = given.manyOf('status', STATUSES);
  if (status.length > 0) filter.status = [...status];
  for (const name of ['since', 'until'] as const) {
    const at = given.instant(name);
    if (at !== undefined) filter[name] = at;
  }
  return filter;
}
