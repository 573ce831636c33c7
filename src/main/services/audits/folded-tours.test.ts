import { expect, it } from 'vitest';
import { foldTourRuns } from '#core/audit/tour-runs.ts';
import { STREAM } from '#core/model/event.ts';
import type { ActivityRow } from '#main/ports/store.ts';
import { FoldedTours } from './folded-tours.ts';

const scan = (ts: number, key: number, checkpoint: string): ActivityRow => ({
  ...{ site_id: 1, stream: STREAM.tour_checkpoints, ts, key, subject: 'T-1', status: 'SCANNED' },
  ...{ person: 'G-1', run: 'R-1', checkpoint, due: null, title: null },
});

it('folds the walks of a site again only when something has come, gone or taken the place of something', () => {
  const folded = new FoldedTours();
  const [first, second, late] = [scan(10, 1, 'C-1'), scan(20, 2, 'C-2'), scan(20, 3, 'C-3')];
  const runs = folded.of(1, [first, second]);
  expect(folded.of(1, [{ ...first }, { ...second }])).toBe(runs);
  for (const events of [[first], [first, second], [first, late], [second, late], []])
    expect(folded.of(1, events)).toEqual(foldTourRuns(events));
  expect(folded.of(2, [first, second])).toEqual(runs);
});
