import type { Sample } from '#core/anomaly/sample.ts';
import { firstFrom } from '#core/kit/sorted.ts';
import type { BaselineRepo, Checkpoint, ScoredRow, StoredModels } from '#main/ports/store.ts';

/** Checkpoints that a site keeps, as in the store. */
const KEPT = 3;

/** Of one site: its checkpoints and what was made of its buckets, oldest first. */
type Held = { checkpoints: readonly StoredModels[]; rows: ScoredRow[] };

/**
 * What models make of each bucket, and their checkpoints, in memory: for a replay that throws them away. The answers are those of the
 * store; what people taught and which days they left out is still asked there.
 */
export function createHeldBaselines(store: BaselineRepo): BaselineRepo {
  const sites = new Map<number, Held>();
  const of = (siteId: number): Held => {
    const held = sites.get(siteId) ?? { checkpoints: [], rows: [] };
    sites.set(siteId, held);
    return held;
  };
  const newestOf = (siteId: number, atOrBefore: number): readonly StoredModels[] => {
    const found = sites.get(siteId)?.checkpoints.findLast(({ quarter }) => quarter <= atOrBefore);
    return found === undefined ? [] : [copyOf(found)];
  };
  return {
    ...store,
    checkpoints: (siteIds, atOrBefore) =>
      siteIds.flatMap((id) => newestOf(id, atOrBefore ?? Number.POSITIVE_INFINITY)),
    newest: (siteIds) => siteIds.flatMap((id) => newestOf(id, Number.POSITIVE_INFINITY)),
    putAside() {
      throw new Error('a trial holds the models of all its sites');
    },
    keep(checkpoints) {
      for (const checkpoint of checkpoints) {
        const held = of(checkpoint.site_id);
        held.checkpoints = withCheckpoint(held.checkpoints, checkpoint);
      }
    },
    scored: (siteIds, from, to) =>
      siteIds
        .flatMap((id) => rowsIn(sites.get(id)?.rows ?? [], from, to))
        .sort((a, b) => a.quarter - b.quarter || a.site_id - b.site_id),
    saveScored(rows) {
      for (const row of rows) put(of(row.site_id).rows, row);
    },
    // A replay ends before there is much to forget.
    forgetScored() {},
    dropAfter(siteId, quarter) {
      const held = of(siteId);
      held.checkpoints = held.checkpoints.filter((kept) => kept.quarter <= quarter);
    },
    clear(siteIds, from) {
      for (const id of siteIds) {
        const held = of(id);
        held.checkpoints = [];
        held.rows.length = placeOf(held.rows, from);
      }
    },
  };
}

function withCheckpoint(known: readonly StoredModels[], checkpoint: Checkpoint): readonly StoredModels[] {
  const others = known.filter(({ quarter }) => quarter !== checkpoint.quarter);
  return [...others, { ...copyOf(checkpoint), kept_to: checkpoint.quarter }]
    .sort((a, b) => a.quarter - b.quarter)
    .slice(-KEPT);
}

/** Models learn in place: what is kept of them, and what is given, is a copy. */
const copyOf = <Kept extends Checkpoint>(kept: Kept): Kept => ({
  ...kept,
  models: kept.models.map((model) => ({ ...model, state: model.state.slice() })),
});

/** Rows mostly come in their order; a bucket that is made again takes the place of what was made of it. */
function put(rows: ScoredRow[], row: ScoredRow): void {
  const place = placeOf(rows, row.quarter);
  rows.splice(place, rows[place]?.quarter === row.quarter ? 1 : 0, row);
}

/** The rows of from <= quarter < to, as exact as the store has them. */
const rowsIn = (rows: readonly ScoredRow[], from: number, to: number): readonly ScoredRow[] =>
  rows
    .slice(placeOf(rows, from), placeOf(rows, to))
    .map((row) => ({ ...row, samples: row.samples.map(storedOf) }));

const storedOf = (sample: Sample): Sample => ({
  ...sample,
  value: rounded(sample.value),
  expected: rounded(sample.expected),
  spread: rounded(sample.spread),
  score: rounded(sample.score),
  learned: rounded(sample.learned),
});

/** The store keeps numbers of four bytes, and no NaN. */
const rounded = (value: number | null): number | null =>
  value === null || Number.isNaN(value) ? null : Math.fround(value);

/** Where the first row is that is not before a bucket. */
const placeOf = (rows: readonly ScoredRow[], quarter: number): number =>
  firstFrom(rows.length, (place) => (rows[place]?.quarter ?? quarter) < quarter);
