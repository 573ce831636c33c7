import { createHash } from 'node:crypto';
import type { QuarantineRepo } from '#main/ports/store.ts';
import type { Session } from './statements.ts';

type Entry = Parameters<QuarantineRepo['add']>[0];
type Reference = Parameters<QuarantineRepo['unknownReference']>[0];

/** What could not be taken in, and codes that nobody configured. */
export function createQuarantineRepo(session: Session): QuarantineRepo {
  const add = session.prepare<[Entry & { raw_sha256: string }]>(`
    INSERT OR IGNORE INTO quarantine (raw_sha256, at, reason, detail, site, place, raw)
      VALUES (@raw_sha256, @at, @reason, @detail, @site, @place, @raw)`);
  const addReference = session.prepare<[Reference]>(`
    INSERT OR IGNORE INTO unknown_reference (tenant_id, kind, code, site, at)
      VALUES (@tenant_id, @kind, @code, @site, @at)`);
  return {
    add: (entry) => {
      const raw_sha256 = createHash('sha256').update(entry.raw).digest('hex');
      return add.run({ ...entry, raw_sha256 }).changes === 1;
    },
    unknownReference: (entry) => void addReference.run(entry),
  };
}
