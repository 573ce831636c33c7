import { HELD } from '../held-documents.ts';
import type { Session } from '../statements.ts';

/** A site as the configuration names it. */
export type SiteName = { readonly name: string | null; readonly timezone: string | null };

/** Names of the sites, read again when the configuration has a new version. */
export type Directory = {
  readonly of: (code: string | null) => SiteName;
  /** Codes of the sites whose name contains the text, in any case. */
  readonly codesNamed: (text: string) => readonly string[];
};

type NameRow = SiteName & { readonly code: string };
const NAMELESS: SiteName = { name: null, timezone: null };

export function createDirectory(session: Session): Directory {
  const newestVersion = session.pluck<[], number>(
    'SELECT coalesce(max(version), 0) FROM configuration_version',
  );
  const allNames = session.prepare<[], NameRow>(
    `SELECT code, document ->> '$.name' AS name, document ->> '$.timezone' AS timezone FROM ${HELD.site}`,
  );
  let version = -1;
  let names: ReadonlyMap<string, SiteName> = new Map();

  const current = (): ReadonlyMap<string, SiteName> => {
    const newest = newestVersion.get() ?? 0;
    if (newest !== version) {
      names = new Map(allNames.all().map((row) => [row.code, row]));
      version = newest;
    }
    return names;
  };
  return {
    of: (code) => (code === null ? NAMELESS : (current().get(code) ?? NAMELESS)),
    codesNamed(text) {
      const wanted = text.toLowerCase();
      return [...current()].flatMap(([code, { name }]) =>
        name?.toLowerCase().includes(wanted) ? [code] : [],
      );
    },
  };
}
