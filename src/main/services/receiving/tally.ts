import type { EpochMs } from '#core/model/time.ts';
import type { Clock } from '#main/ports/time.ts';

export type Tally = {
  readonly request: () => void;
  readonly refuse: (status: number) => void;
  readonly use: (key: string) => void;
  readonly counts: () => {
    readonly requests: number;
    readonly refused: Readonly<Record<string, number>>;
    readonly used: readonly { readonly name: string; readonly at: EpochMs }[];
  };
};

/** Counts what came by HTTP and what was refused, by status. */
export function createTally(clock: Pick<Clock, 'now'>): Tally {
  let requests = 0;
  const refused: Record<string, number> = {};
  const used = new Map<string, EpochMs>();
  return {
    request: () => {
      requests += 1;
    },
    refuse: (status) => {
      refused[status] = (refused[status] ?? 0) + 1;
    },
    use: (key) => void used.set(key, clock.now()),
    counts: () => ({
      requests,
      refused: { ...refused },
      used: [...used].map(([name, at]) => ({ name, at })),
    }),
  };
}
