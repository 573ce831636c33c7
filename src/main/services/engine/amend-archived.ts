import type { Parsed } from '#contract/index.ts';
import type { Workflow } from '#contract/workflow.ts';
import { amend } from '#core/finding/workflow.ts';
import type { Finding } from '#core/model/finding.ts';
import { StoreTrouble } from '#main/ports/store-trouble.ts';
import { trailEntry } from '../findings/trail-entry.ts';
import type { Caller } from '../handlers.ts';
import { UNCOPIED } from '../keeping/archive-copy.ts';
import type { EngineContext } from './context.ts';
import { sees } from './each.ts';

/**
 * Another disposition for findings of the archive, all that the database does not have: each id on its own, as for all others. The screens
 * are told to ask again, for the archive is not what they show.
 */
export function amendArchived(
  { world, book }: EngineContext,
  { ids, disposition, reason }: Parsed<'findings.amend'>,
  { actor, scope }: Caller,
): Workflow {
  const { store, clock, archive, emit } = world;
  const at = clock.now();
  const outcome: Workflow = { changed: [], refused: [] };
  const changed: Finding[] = [];
  const writes: (() => void)[] = [];
  for (const id of new Set(ids)) {
    if (book.byId(id) !== null || store.findings.get(id) !== null) continue;
    const found = archived(() => archive?.finding(id) ?? null);
    if (found === null || 'refused' in found || !sees({ world }, found, scope)) {
      const why = found !== null && 'refused' in found ? found.refused : 'No such finding.';
      outcome.refused.push({ id, why });
      continue;
    }
    const step = amend(found, disposition, reason);
    if ('refused' in step || step.next === null || found.disposition === null) {
      outcome.refused.push({ id, why: 'refused' in step ? step.refused : 'It cannot be amended.' });
      continue;
    }
    const [after, was] = [step.next, found.disposition];
    const { name: amended_by, verified } = actor;
    const row = { finding_id: id, amended_at: at, amended_by, verified, was, became: disposition, reason };
    writes.push(() => {
      store.trail.append([trailEntry(found, after, step, actor, at)]);
      store.desk.addAmendment(row);
    });
    changed.push(after);
    outcome.changed.push(id);
  }
  if (changed.length === 0) return outcome;
  archive?.amend(changed, () => {
    for (const write of writes) write();
    store.state.set(UNCOPIED, '1');
  });
  emit('findings.changed', { rows: [], reload: true });
  return outcome;
}

/** What was read, or why it cannot be: whoever asked reads that, and nothing else of theirs fails for it. */
function archived(read: () => Finding | null): Finding | null | { readonly refused: string } {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof StoreTrouble)) throw error;
    return { refused: `The archive cannot be read: ${error.message}.` };
  }
}
