import type { DocumentPath } from './problem.ts';
import type { ScopeRecord } from './records.ts';

/** One file of an import after parsing. Its document may still be wrong: what has no form is passed over here and told by the schema. */
export type WrittenFile = {
  readonly name: string;
  readonly document: unknown;
  /** For a CSV the fields that it has columns for (`name`, `location`, `audit.sensitivity`); null: whole documents. */
  readonly columns: readonly string[] | null;
  /** It says more of sites that other files of the import may write too. */
  readonly isBeside?: true;
};

/** One tenant, client or site that a file writes. */
export type WrittenScope = Pick<ScopeRecord, 'scope' | 'code' | 'parent' | 'tenant'> & {
  readonly file: WrittenFile;
  readonly path: DocumentPath;
  /** Its own fields, without its clients or sites. */
  readonly fields: Readonly<Record<string, unknown>>;
};

/** The tenants, clients and sites of a file, each before those inside it, in the file's order. */
export const writtenScopes = (file: WrittenFile): readonly WrittenScope[] =>
  entriesOf(file.document, 'tenants').flatMap(([tenant, at]) => tenantScopes(file, tenant, ['tenants', at]));

type Fields = Readonly<Record<string, unknown>>;

function tenantScopes(file: WrittenFile, written: Fields, path: DocumentPath): readonly WrittenScope[] {
  const { clients: _, ...fields } = written;
  const code = codeOf(written);
  if (code === null) return [];
  const self: WrittenScope = { scope: 'TENANT', code, parent: null, tenant: code, file, path, fields };
  const clients = entriesOf(written, 'clients').flatMap(([client, at]) =>
    clientScopes(file, client, [...path, 'clients', at], code),
  );
  return [self, ...clients];
}

function clientScopes(
  file: WrittenFile,
  written: Fields,
  path: DocumentPath,
  tenant: string,
): readonly WrittenScope[] {
  const { sites: _, ...fields } = written;
  const parent = codeOf(written);
  if (parent === null) return [];
  const self: WrittenScope = { scope: 'CLIENT', code: parent, parent: tenant, tenant, file, path, fields };
  const sites = entriesOf(written, 'sites').flatMap(([site, at]): readonly WrittenScope[] => {
    const code = codeOf(site);
    if (code === null) return [];
    return [{ scope: 'SITE', code, parent, tenant, file, path: [...path, 'sites', at], fields: site }];
  });
  return [self, ...sites];
}

const codeOf = ({ code }: Fields): string | null => (typeof code === 'string' && code !== '' ? code : null);

function entriesOf(value: unknown, name: string): readonly (readonly [Fields, number])[] {
  const list = isFields(value) ? value[name] : undefined;
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown, index) => (isFields(entry) ? [[entry, index] as const] : []));
}

const isFields = (value: unknown): value is Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
