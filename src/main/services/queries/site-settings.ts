import type { ScopeTarget } from '#contract/configuration.ts';
import type { ScopeSettings } from '#contract/site-settings.ts';
import type { HeldField, heldFields, Lineage } from '#core/config/held-fields.ts';
import { clientOf, recordKey, siteOf, tenantOf } from '#core/config/records.ts';
import { BUILT_IN_SIGNALS } from '#core/model/event.ts';
import type { ConfigurationReads, ScopeDocument } from '#main/ports/store.ts';
import { isOwnScope } from '../configuration/own-scope.ts';
import type { QueryHandlers } from '../handlers.ts';
import { Refused } from '../handlers.ts';

/** The fields of the settings, and what they are at one tenant, client or site. */
export function createSettingQueries(
  configuration: ConfigurationReads,
): Pick<QueryHandlers, 'settings.fields' | 'settings.scope'> {
  return {
    // The schema of the files is loaded when somebody looks at settings: no start pays for it.
    'settings.fields': async () => [...(await import('#core/config/setting-fields.ts')).SETTING_FIELDS],
    'settings.scope': async ({ target }, { scope }) => {
      const missing = new Refused('not-found', `There is no ${target.scope.toLowerCase()} ${target.code}.`);
      const documents = configuration.documents(target.tenant);
      const record = documents.find((each) => recordKey(each) === recordKey(target));
      if (record === undefined || !isOwnScope(record, scope)) throw missing;
      const { heldFields: fieldsAt } = await import('#core/config/held-fields.ts');
      return settingsOf(configuration, documents, record, fieldsAt);
    },
  };
}

function settingsOf(
  configuration: ConfigurationReads,
  documents: readonly ScopeDocument[],
  record: ScopeDocument,
  fieldsAt: typeof heldFields,
): ScopeSettings {
  const { scope, code, tenant } = record;
  const client = scope === 'SITE' ? record.parent : scope === 'CLIENT' ? code : null;
  const target: ScopeTarget = { scope, tenant, code };
  const lineage = lineageOf(documents, record, client);
  const { name, timezone, location } = lineage.site ?? {
    ...(lineage.client ?? lineage.tenant),
    timezone: null,
    location: null,
  };
  const fields = fieldsAt(lineage);
  const changed = configuration.history.find('all', record.version);
  return {
    target,
    name: name ?? code,
    version: configuration.version(),
    changed: changed && { version: changed.version, at: changed.at, actor: changed.actor },
    tenant,
    client,
    timezone: timezone ?? null,
    location: location ?? null,
    sites: documents.filter((each) => each.scope === 'SITE' && isBelow(each, record)).length,
    signals: [...BUILT_IN_SIGNALS, ...metricsOf(fields)],
    fields: fields.map(({ holds, above, ...field }) => ({
      ...field,
      holds: { ...holds },
      above: { ...above },
    })),
  };
}

function lineageOf(
  documents: readonly ScopeDocument[],
  record: ScopeDocument,
  client: string | null,
): Lineage {
  const find = (scope: 'TENANT' | 'CLIENT', code: string) =>
    documents.find((each) => each.scope === scope && each.code === code);
  const tenant = find('TENANT', record.tenant);
  const above = client === null ? undefined : find('CLIENT', client);
  if (tenant === undefined) throw new Error(`the configuration has no tenant ${record.tenant}`);
  return {
    tenant: tenantOf(tenant),
    client: above === undefined ? null : clientOf(above),
    site: record.scope === 'SITE' ? siteOf(record) : null,
  };
}

const isBelow = (site: ScopeDocument, { scope, code }: ScopeDocument): boolean =>
  scope === 'TENANT' || (scope === 'CLIENT' ? site.parent === code : site.code === code);

function metricsOf(fields: readonly HeldField[]): readonly string[] {
  const value = fields.find(({ path }) => path === 'audit.custom_metrics')?.holds.value;
  // Safe: the merged metrics of the scopes, each with its name.
  return (value as readonly { readonly name: string }[]).map(({ name }) => name);
}
