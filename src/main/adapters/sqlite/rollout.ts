import type { RolloutStep } from '#core/model/rollout.ts';
import type { RolloutRepo } from '#main/ports/store.ts';
import type { Session } from './statements.ts';

type Row = {
  readonly id: string;
  readonly phase: RolloutStep['phase'];
  readonly at: number;
  readonly by: string;
  readonly verified: number;
  readonly version: number | null;
  readonly sites: string;
  readonly settings: string;
  readonly gate: string | null;
  readonly reason: string | null;
  readonly undone_at: number | null;
  readonly undone_by: string | null;
};

/** The phases of a rollout as they were applied. */
export function createRolloutRepo(session: Session): RolloutRepo {
  const insert = session.prepare<[Omit<Row, 'undone_at' | 'undone_by'>]>(`
    INSERT INTO rollout_step (id, phase, at, actor, verified, version, sites, settings, gate, reason)
      VALUES (@id, @phase, @at, @by, @verified, @version, @sites, @settings, @gate, @reason)`);
  const undo = session.prepare<[{ id: string; at: number; by: string }]>(
    'UPDATE rollout_step SET undone_at = @at, undone_by = @by WHERE id = @id AND undone_at IS NULL',
  );
  const steps = session.prepare<[], Row>(`
    SELECT id, phase, at, actor AS by, verified, version, sites, settings, gate, reason, undone_at, undone_by
      FROM rollout_step ORDER BY at DESC, rowid DESC`);
  return {
    add: ({ values, sites, gate, verified, ...step }) =>
      void insert.run({
        ...step,
        verified: Number(verified),
        sites: JSON.stringify(sites),
        settings: JSON.stringify(values),
        gate: gate === null ? null : JSON.stringify(gate),
      }),
    undo(id, undone) {
      if (undo.run({ id, ...undone }).changes !== 1) throw new Error(`step ${id} is not there to be undone`);
    },
    steps: () => steps.all().map(toStep),
  };
}

/** Safe: nothing but `add` writes what is parsed here. */
const toStep = ({ verified, sites, settings, gate, undone_at, undone_by, ...step }: Row): RolloutStep => ({
  ...step,
  verified: verified === 1,
  sites: JSON.parse(sites),
  values: JSON.parse(settings),
  gate: gate === null ? null : JSON.parse(gate),
  undone: undone_at === null ? null : { at: undone_at, by: undone_by ?? '' },
});
