import { gunzipSync, gzipSync } from 'node:zlib';
import type { KeptReport, Signed, WholeReport } from '#core/model/kept-report.ts';
import type { ReportRepo } from '#main/ports/store.ts';
import type { Session } from './statements.ts';

type Row = Omit<KeptReport, 'scope' | 'signatures'> & { readonly scope: string };
type SignatureRow = Omit<Signed, 'verified'> & { readonly report_id: string; readonly verified: number };

const COLUMNS = 'id, kind, made_at, made_by, scope, title, subject, span, sha256';

/** Reports that are kept, and the names under them. */
export function createReportRepo(session: Session): ReportRepo {
  const insert = session.prepare<[Row & { document: Buffer }]>(`
    INSERT INTO report (${COLUMNS}, document)
      VALUES (@id, @kind, @made_at, @made_by, @scope, @title, @subject, @span, @sha256, @document)`);
  const sign = session.prepare<[SignatureRow]>(`
    INSERT INTO report_signature (report_id, role, signed_by, verified, signed_at, note)
      VALUES (@report_id, @role, @by, @verified, @at, @note)`);
  const find = session.prepare<[string], Row & { document: Buffer }>(
    `SELECT ${COLUMNS}, document FROM report WHERE id = ?`,
  );
  const newest = session.prepare<[], Row>(`SELECT ${COLUMNS} FROM report ORDER BY made_at DESC, id`);
  const signatures = session.prepare<[string], SignatureRow>(`
    SELECT report_id, role, signed_by AS by, verified, signed_at AS at, note FROM report_signature
      WHERE report_id = ? ORDER BY signed_at, role`);
  const toReport = (row: Row): KeptReport => ({
    ...row,
    scope: JSON.parse(row.scope),
    signatures: signatures
      .all(row.id)
      .map(({ report_id: _, verified, ...rest }) => ({ ...rest, verified: verified === 1 })),
  });
  return {
    add: ({ scope, document, ...report }) =>
      void insert.run({
        ...report,
        scope: JSON.stringify(scope),
        document: gzipSync(JSON.stringify(document)),
      }),
    sign: (id, { verified, ...signed }) =>
      void sign.run({ report_id: id, ...signed, verified: Number(verified) }),
    get(id) {
      const row = find.get(id);
      if (row === undefined) return null;
      const { document, ...rest } = row;
      // Safe: nothing but `add` writes it.
      return { ...toReport(rest), document: JSON.parse(gunzipSync(document).toString()) } as WholeReport;
    },
    newest(limit, maySee) {
      const told: Row[] = [];
      for (const row of newest.iterate()) {
        if (told.length >= limit) break;
        if (maySee(JSON.parse(row.scope))) told.push(row);
      }
      return told.map(toReport);
    },
  };
}
