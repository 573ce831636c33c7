import type { ConfigurationRepo, ScopeDocument } from '#main/ports/store.ts';
import { createConfigurationHistory } from './configuration-history.ts';
import { DISCARD, HELD } from './held-documents.ts';
import { createSiteDocuments } from './read-model/desk.ts';
import { createSharedDocuments } from './shared-documents.ts';
import type { Session } from './statements.ts';

type StoredDocument = Omit<ScopeDocument, 'document'> & { readonly document: string };
type Change = Parameters<ConfigurationRepo['apply']>[0];
type Written = Change['documents'][number];

const ABOVE_SITES = `
  SELECT id, 'TENANT' AS scope, code, NULL AS parent, code AS tenant, document, version FROM ${HELD.tenant}
  UNION ALL
  SELECT c.id, 'CLIENT', c.code, t.code, t.code, c.document, c.version
    FROM ${HELD.client} c JOIN tenant t ON t.id = c.tenant_id`;
const SITES = `
  SELECT s.id, 'SITE' AS scope, s.code, c.code AS parent, t.code AS tenant, s.document, s.version
    FROM ${HELD.site} s JOIN client c ON c.id = s.client_id JOIN tenant t ON t.id = c.tenant_id`;
const DOCUMENTS_OF_TENANT = `SELECT * FROM (${ABOVE_SITES} UNION ALL ${SITES}) WHERE tenant = ?`;

const replaceText = 'ON CONFLICT DO UPDATE SET document = excluded.document, version = excluded.version';
const SCOPE_ORDER = ['TENANT', 'CLIENT', 'SITE'] as const;

/** Statements that write one document of each scope. The ids stay. */
function createWriters(
  session: Session,
): Readonly<Record<ScopeDocument['scope'], (row: Written, text: string, version: number) => void>> {
  const tenant = session.prepare<[string, string, number]>(
    `INSERT INTO tenant (code, document, version) VALUES (?, ?, ?) ${replaceText}`,
  );
  const client = session.prepare<[string, string, number, string]>(
    `INSERT INTO client (code, document, version, tenant_id)
       SELECT ?, ?, ?, id FROM tenant WHERE code = ? ${replaceText}`,
  );
  const site = session.prepare<[string, string, number, string | null, string]>(
    `INSERT INTO site (code, document, version, client_id)
       SELECT ?, ?, ?, c.id FROM client c JOIN tenant t ON t.id = c.tenant_id WHERE c.code = ? AND t.code = ?
       ${replaceText}, client_id = excluded.client_id`,
  );
  const requireParent = (row: Written, changes: number): void => {
    if (changes === 0) throw new Error(`${row.scope} ${row.code} has no parent ${row.parent ?? row.tenant}`);
  };
  return {
    TENANT: (row, text, version) => void tenant.run(row.code, text, version),
    CLIENT: (row, text, version) =>
      requireParent(row, client.run(row.code, text, version, row.tenant).changes),
    SITE: (row, text, version) =>
      requireParent(row, site.run(row.code, text, version, row.parent, row.tenant).changes),
  };
}

const parsed = (row: StoredDocument): ScopeDocument => ({ ...row, document: JSON.parse(row.document) });

/** The configuration as it was written, with its versions. */
export function createConfigurationRepo(session: Session): ConfigurationRepo {
  const newest = session.pluck<[], number>('SELECT coalesce(max(version), 0) FROM configuration_version');
  const ofTenant = session.prepare<[string], StoredDocument>(DOCUMENTS_OF_TENANT);
  const aboveSites = session.prepare<[], StoredDocument>(ABOVE_SITES);
  const allSites = session.prepare<[], StoredDocument>(`${SITES} ORDER BY s.id`);
  const sharedDocuments = createSharedDocuments(session);
  const addVersion = session.prepare<[number, number, string, number, string]>(
    'INSERT INTO configuration_version (version, at, actor, verified, summary) VALUES (?, ?, ?, ?, ?)',
  );
  const addHistory = session.prepare<[string, string, string, number, string | null, string]>(
    `INSERT INTO configuration_history (tenant, scope, code, version, parent, document) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const writers = createWriters(session);
  const version = (): number => newest.get() ?? 0;
  function* eachDocument(tenant?: string): Generator<ScopeDocument> {
    const all = aboveSites.all();
    const above = (tenant === undefined ? all : all.filter((row) => row.tenant === tenant)).map(parsed);
    yield* above;
    if (tenant === undefined) return yield* sharedDocuments(above, null);
    // The tenant comes first; of one that is not there nothing is there.
    const [first] = above;
    if (first !== undefined) yield* sharedDocuments(above, first.id);
  }
  const discards = DISCARD.map((statement) => session.prepare<[]>(statement));
  function stage(documents: Change['documents']): void {
    const next = version() + 1;
    for (const scope of SCOPE_ORDER) {
      for (const row of documents.filter((one) => one.scope === scope)) {
        const text = JSON.stringify(row.document);
        writers[scope](row, text, next);
        addHistory.run(row.tenant, scope, row.code, next, row.parent, text);
      }
    }
  }
  function commit({ at, actor, summary }: Omit<Change, 'documents'>): number {
    const next = version() + 1;
    addVersion.run(next, at, actor.name, Number(actor.verified), JSON.stringify(summary ?? null));
    return next;
  }
  return {
    version,
    history: createConfigurationHistory(session),
    documentsOf: createSiteDocuments(session),
    documents: (tenant) =>
      (tenant === undefined ? [...aboveSites.all(), ...allSites.all()] : ofTenant.all(tenant)).map(parsed),
    eachDocument,
    stage,
    commit,
    discard: () => discards.forEach((statement) => void statement.run()),
    apply({ documents, ...change }) {
      stage(documents);
      return commit(change);
    },
  };
}
