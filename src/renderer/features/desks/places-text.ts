import type { Input } from '#contract/index.ts';

type Places = Input<'desks.save'>['places'];

/** Which sites a desk watches, as it is written into one field: `ACME, ACME/RIVER, ACME#NIGHT, RB-01`. */
export const placesText = ({ tenants, clients, groups, sites }: Places): string =>
  [
    ...tenants,
    ...clients.map(({ tenant, client }) => `${tenant}/${client}`),
    ...groups.map(({ tenant, group }) => `${tenant}#${group}`),
    ...sites,
  ].join(', ');

/** The field, read: `/` makes a client, `#` a group, a tenant's code a tenant, anything else a site. */
export function readPlaces(text: string, tenants: readonly string[]): Places {
  const codes = wordsOf(text);
  const plain = codes.filter((code) => !/[/#]/.test(code));
  return {
    tenants: plain.filter((code) => tenants.includes(code)),
    sites: plain.filter((code) => !tenants.includes(code)),
    clients: codes.flatMap((code) => {
      const [tenant = '', client] = code.split('/');
      return client === undefined ? [] : [{ tenant, client }];
    }),
    groups: codes.flatMap((code) => {
      const [tenant = '', group] = code.split('#');
      return group === undefined ? [] : [{ tenant, group }];
    }),
  };
}

/** What stands between commas. */
export const wordsOf = (text: string): string[] => text.split(',').flatMap((part) => part.trim() || []);
