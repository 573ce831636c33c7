import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { localActor } from '#core/model/actor.ts';
import type { Evidence } from '#core/model/evidence.ts';
import { openArchive } from '#main/adapters/sqlite/archive/archive.ts';
import { archiveOf } from '#main/adapters/sqlite/archive/archive-file.ts';
import { AFTER_RESTORE } from '#main/adapters/sqlite/archive/reconcile.ts';
import { openStore } from '#main/adapters/sqlite/store.ts';
import { findingWith } from '#test/kit/finding.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';

const OLD = Date.parse('2026-01-05T00:00:00Z');
/** Random, so that packing makes it no smaller: as much as a busy site's. */
const EVIDENCE_BYTES = 16 * 1024;

/** How long others wait for the archive at most: each slice of one family on its way there, after a restore and when its details go, as sentences. */
export function measureSlices(folder: string, findings: number): readonly string[] {
  const database = join(folder, 'vigil.db');
  const store = openStore(database, { migrations: MIGRATIONS, profile: 'durable' });
  const ids = Array.from({ length: findings }, (_, n) => `F-${n}`);
  for (const [n, id] of ids.entries())
    store.transaction(() => {
      const ended = { status: 'RESOLVED', resolved_at: OLD, disposition: 'BENIGN' } as const;
      store.findings.save([
        findingWith({ ...{ id, detected_at: OLD - 1, parent_id: n === 0 ? null : 'F-0' }, ...ended }),
      ]);
      // Safe: what evidence says is not looked at here.
      const evidence = { raw: randomBytes(EVIDENCE_BYTES).toString('base64') } as unknown as Evidence;
      store.evidence.add({ finding_id: id, capture: 'OPENED', at: OLD, evidence });
      const row = { at: OLD, actor: localActor('ada'), entity: 'finding', entity_id: id } as const;
      store.trail.append([{ ...row, action: 'finding.resolved', reason: null, before: null, after: { id } }]);
    });
  const archive = openArchive({ database, live: store.session, migrations: MIGRATIONS });
  makeFile(database);
  const notes = [told('moved', findings, archive.move(OLD + 1, OLD + 1))];
  const { session } = store;
  session.transaction(() => {
    session.prepare("DELETE FROM archived_finding WHERE id <> 'F-0'").run();
    store.state.set(AFTER_RESTORE, '1');
  });
  notes.push(told('known again after a restore', findings, archive.settle()));
  notes.push(told('without details', findings, archive.purgeDetails(OLD + 1, [])));
  archive.close();
  store.close();
  return notes;
}

/** An installation does it once: no slice of a night. */
const makeFile = (database: string) =>
  openStore(archiveOf(database), { migrations: MIGRATIONS, profile: 'durable' }).close();

/** Both what it took by the clock, with the disk and all others at work, and what of it was its own. */
function told(what: string, findings: number, steps: Generator<void, unknown>): string {
  const [clock, own]: [number[], number[]] = [[], []];
  for (;;) {
    const [from, used] = [performance.now(), process.cpuUsage()];
    const { done } = steps.next();
    clock.push(performance.now() - from);
    const { user, system } = process.cpuUsage(used);
    own.push((user + system) / 1_000);
    if (done === true) break;
  }
  const figures = [own, clock].map((took) => {
    const inOrder = took.toSorted((a, b) => a - b);
    const at = (share: number) => (inOrder[Math.floor(share * (inOrder.length - 1))] ?? 0).toFixed(0);
    return `${at(0.5)} / ${at(0.99)} / ${at(1)}`;
  });
  const [first] = own;
  return `a family of ${findings} ${what}: ${own.length} slices, middle / 99 % / longest: ${figures[0]} ms of its own (the first ${first?.toFixed(0)}), ${figures[1]} ms by the clock`;
}
