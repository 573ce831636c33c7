import type { ConfigurationVersion, EXPORT_FORMATS } from '#contract/configuration.ts';
import type { Answer } from '#contract/index.ts';
import { fieldChanges } from '#core/config/differences.ts';
import { exportDocument, recordsWithin } from '#core/config/export-document.ts';
import type { TenantScope } from '#core/model/actor.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { ConfigurationReads, StoredVersion, VersionText } from '#main/ports/store.ts';
import { readSummary, type WrittenRunbookVersion } from '../configuration/version-summary.ts';
import type { QueryHandlers } from '../handlers.ts';
import { Refused } from '../handlers.ts';

type Names = 'configuration.versions' | 'configuration.version' | 'configuration.export';
type Entry = Answer<'configuration.version'>['entries'][number];
type Format = (typeof EXPORT_FORMATS)[number];

/** Writes a value as the text of a file. */
export type WriteText = (value: unknown, format: Format) => string | Promise<string>;

/** A larger file of YAML takes longer to read back than an import may; JSON has no such limit. */
const MOST_SITES_IN_YAML = 2_000;

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
      const runbooks = readSummary(found.summary).runbooks.map((written) => runbookEntry(readModel, written));
      const entries = [...history.texts(scope, version).map(toEntry), ...runbooks];
      return { about: toVersion(found, scope), entries };
    },
    'configuration.export': async ({ tenant, client, site, format }, { scope }) => {
      const place = { tenant: tenant ?? null, client: client ?? null, site: site ?? null };
      const records = recordsWithin(configuration.documents(), scope);
      const isWhole = scope === 'all' && [tenant, client, site].every((part) => part === undefined);
      const { document, sites } = exportDocument(records, place, isWhole ? readModel.runbooks.all() : []);
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
  const { kind, files, reason, undone, runbooks } = readSummary(summary);
  const told = scope === 'all' ? { files, reason } : { files: [], reason: null };
  const counts = { tenants: texts.TENANT, clients: texts.CLIENT, sites: texts.SITE };
  return { ...row, kind, undone, ...told, ...counts, runbooks: runbooks.length };
}

function runbookEntry(
  readModel: Pick<ReadModel, 'runbooks'>,
  { finding_type, version }: WrittenRunbookVersion,
): Entry {
  const [before, after] = [version - 1, version].map((each) => readModel.runbooks.get(finding_type, each));
  const isNew = before === null || before === undefined;
  const fields = isNew ? [] : fieldChanges({ ...before, version }, after).map((field) => ({ ...field }));
  return { change: isNew ? 'added' : 'changed', scope: 'RUNBOOK', code: finding_type, fields };
}

const toEntry = ({ scope, code, document, before }: VersionText): Entry => ({
  change: before === null ? 'added' : 'changed',
  scope,
  code,
  fields: before === null ? [] : fieldChanges(before, document).map((field) => ({ ...field })),
});
