import type { Amendment, Dispatch, StepTick } from '#core/model/desk.ts';
import type { DeskRepo } from '#main/ports/store.ts';
import { selectOf, upsertOf } from './columns.ts';
import { createReviewReads, createReviewWriter } from './reviews.ts';
import { amendment, dispatch as dispatchTable, findingStep } from './schema/index.ts';
import type { Session } from './statements.ts';

type StoredTick = Omit<StepTick, 'verified'> & { readonly verified: number };

export const STEPS_OF = `${selectOf(findingStep)} WHERE finding_id = ? ORDER BY step`;
export const DISPATCHES_OF = `${selectOf(dispatchTable)} WHERE finding_id = ? ORDER BY sent_at DESC, id`;

/** Ticked steps and dispatches. */
export function createDeskRepo(session: Session): DeskRepo {
  const steps = session.prepare<[string], StoredTick>(STEPS_OF);
  const tick = session.prepare<[StoredTick]>(upsertOf(findingStep, ['finding_id', 'step']));
  const untick = session.prepare<[string, number]>(
    'DELETE FROM finding_step WHERE finding_id = ? AND step = ?',
  );
  const dispatch = session.prepare<[string], Dispatch>(`${selectOf(dispatchTable)} WHERE id = ?`);
  const dispatches = session.prepare<[string], Dispatch>(DISPATCHES_OF);
  const saveDispatch = session.prepare<[Dispatch]>(upsertOf(dispatchTable, ['id']));
  type StoredAmendment = Omit<Amendment, 'verified'> & { readonly verified: number };
  const amend = session.prepare<[StoredAmendment]>(upsertOf(amendment, ['finding_id', 'amended_at']));
  return {
    reviews: createReviewReads(session),
    addReview: createReviewWriter(session),
    addAmendment: (row) => void amend.run({ ...row, verified: Number(row.verified) }),
    steps: (findingId) => steps.all(findingId).map((row) => ({ ...row, verified: row.verified === 1 })),
    tick: (row) => void tick.run({ ...row, verified: Number(row.verified) }),
    untick: (findingId, step) => void untick.run(findingId, step),
    dispatch: (id) => dispatch.get(id) ?? null,
    dispatches: (findingId) => dispatches.all(findingId),
    saveDispatch: (row) => void saveDispatch.run(row),
  };
}
