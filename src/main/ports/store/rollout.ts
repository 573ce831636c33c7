import type { RolloutStep } from '#core/model/rollout.ts';

/** The phases of a rollout as they were applied; that one was undone is added, and nothing else changes. */
export type RolloutRepo = {
  readonly add: (step: Omit<RolloutStep, 'undone'>) => void;
  /** Throws where it was undone before. */
  readonly undo: (id: string, undone: NonNullable<RolloutStep['undone']>) => void;
  /** The newest first. */
  readonly steps: () => readonly RolloutStep[];
};
