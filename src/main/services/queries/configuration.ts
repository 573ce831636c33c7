import { z } from 'zod';
import type { ConfigurationVersion, EXPORT_FORMATS } from '#contract/configuration.ts';
import { CHANGE_KINDS } from '#contract/configuration.ts';
import type { Answer } from '#contract/index.ts';
import { fieldChanges } from '#core/config/differences.ts';
import { exportDocument } from '#core/config/export-document.ts';
import type { TenantScope } from '#core/model/actor.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { ConfigurationReads, StoredVersion, VersionText } from '#main/ports/store.ts';
import type { QueryHandlers } from '../handlers.ts';
import { Refused } from '../handlers.ts';

type Names = 'configuration.versions' | 'configuration.version' | 'configuration.export';
type Entry = Answer<'configuration.version'>['entries'][number];
type Format = (typeof EXPORT_FORMATS)[number];

/** Writes a value as the text of a file. */
export type WriteText = (value: unknown, format: Format) => string | Promise<string>;

/** A larger file of YAML takes longer to read back than an import may; JSON has no such limit. */
const MOST_SITES_IN_YAML = 2_000;

/** What a version says of itself; an early one says only its files. */
const Summary = z
  .object({
    kind: z.enum(CHANGE_KINDS).catch('files'),
    files: z.array(z.string()).catch([]),
    reason: z.string().nullable().catch(null),
    undone: z.number().int().nullable().catch(null),
  })
  .catch({ kind: 'files', files: [], reason: null, undone: null });

/** The versions of the configuration, what each changed, and the configuration as a file. */
export function createConfigurationQueries(
  configuration: ConfigurationReads,
  readModel: Pick<ReadModel, 'runbooks'>,
  writeText: WriteText,
): Pick<QueryHandlers, Names> {
  const { history } = configuration;
  return {
    'configuration.versions': ({ before, limit }, { scope }) =>
      history.versions(scope, { before: before ?? null, limit }).map((row) => toVersion(row, scope)),
    'configuration.version': ({ version }, { scope }) => {
      const found = history.find(scope, version);
      if (found === null) throw new Refused('not-found', `There is no version ${version}.`);
      return { about: toVersion(found, scope), entries: history.texts(scope, version).map(toEntry) };
    },
    'configuration.export': async ({ tenant, client, site, format }, { scope }) => {
      const place = { tenant: tenant ?? null, client: client ?? null, site: site ?? null };
      const records = configuration
        .documents()
        .filter((record) => scope === 'all' || scope.tenants.includes(record.tenant));
      const isWhole = scope === 'all' && [tenant, client, site].every((part) => part === undefined);
      const { document, sites } = exportDocument(records, place, isWhole ? readModel.runbooks() : []);
      refuseNothing(place, sites);
      if (format === 'yaml' && sites > MOST_SITES_IN_YAML)
        throw new Refused(
          'bad-request',
          `${sites} sites are too many for one YAML file (at most ${MOST_SITES_IN_YAML}). Choose JSON, or fewer sites.`,
        );
      const name = `${site ?? client ?? tenant ?? 'configuration'}.${format}`;
      return { name, text: await writeText(document, format), version: configuration.version(), sites };
    },
  };
}

type Place = Readonly<Record<'tenant' | 'client' | 'site', string | null>>;

function refuseNothing({ tenant, client, site }: Place, sites: number): void {
  if (sites > 0 || (tenant === null && client === null && site === null)) return;
  const what = site !== null ? `site ${site}` : client !== null ? `client ${client}` : `tenant ${tenant}`;
  throw new Refused('not-found', `There are no sites of ${what}.`);
}

/** Whoever is limited to tenants reads no file names and reasons: they may speak of others. */
function toVersion({ texts, summary, ...row }: StoredVersion, scope: TenantScope): ConfigurationVersion {
  const { kind, files, reason, undone } = Summary.parse(summary);
  const told = scope === 'all' ? { files, reason } : { files: [], reason: null };
  return { ...row, kind, undone, ...told, tenants: texts.TENANT, clients: texts.CLIENT, sites: texts.SITE };
}

const toEntry = ({ scope, code, document, before }: VersionText): Entry => ({
  change: before === null ? 'added' : 'changed',
  scope,
  code,
  fields: before === null ? [] : fieldChanges(before, document).map((field) => ({ ...field })),
});
