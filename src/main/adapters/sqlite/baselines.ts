import type { BaselineRepo, LeftOutRow, LessonRow, ModelRow, StoredModels } from '#main/ports/store.ts';
import { upsertOf } from './columns.ts';
import { packModels, unpackModels } from './packed-models.ts';
import { packSamples, unpackSamples } from './packed-samples.ts';
import { leftOutDay, lesson, model, modelAside } from './schema/index.ts';
import type { Session } from './statements.ts';

/** Checkpoints that a site keeps: late data go back 48 hours, and one is made a day. */
const KEPT = 3;

type ModelRecord = {
  readonly site_id: number;
  readonly quarter: number;
  readonly stream: number;
  readonly kind: ModelRow['kind'];
  readonly state: Uint8Array;
};
type Aside = { readonly site_id: number; readonly quarter: number; readonly models: Uint8Array };
/** A site and the bucket of its checkpoint. */
type Head = readonly [siteId: number, quarter: number];
type ScoredRecord = { readonly quarter: number; readonly site_id: number; readonly samples: Uint8Array };

const OF_SITES = 'IN (SELECT value FROM json_each(@sites))';
export const SCORED = `
  SELECT r.quarter, r.site_id, r.samples
    FROM (WITH RECURSIVE q(x) AS (SELECT @from WHERE @from < @to UNION ALL SELECT x + 1 FROM q WHERE x + 1 < @to) SELECT x FROM q)
    CROSS JOIN json_each(@sites) s
    CROSS JOIN scored r ON r.quarter = x AND r.site_id = s.value
   ORDER BY r.quarter, r.site_id`;

/** The models of sites, what they made of each bucket, and what people taught them. */
export function createBaselineRepo(session: Session): BaselineRepo {
  const newest = session.rows<[{ sites: string; at: number }], Head>(`
    SELECT site_id, max(quarter) FROM model_checkpoint WHERE site_id ${OF_SITES} AND quarter <= @at GROUP BY site_id`);
  const models = session.prepare<[{ keys: string }], ModelRecord>(`
    SELECT m.site_id, m.quarter, m.stream, m.kind, m.state
      FROM json_each(@keys) k CROSS JOIN model m ON m.site_id = k.value ->> 0 AND m.quarter = k.value ->> 1
     ORDER BY m.site_id, m.stream`);
  const addCheckpoint = session.prepare<[{ site_id: number; quarter: number }]>(
    'INSERT OR IGNORE INTO model_checkpoint (site_id, quarter) VALUES (@site_id, @quarter)',
  );
  const addModel = session.prepare<[ModelRecord]>(upsertOf(model, ['site_id', 'quarter', 'stream']));
  const old = session.pluck<[{ site_id: number }], number>(`
    SELECT quarter FROM model_checkpoint WHERE site_id = @site_id ORDER BY quarter DESC LIMIT -1 OFFSET ${KEPT}`);
  const dropCheckpoint = session.prepare<[number, number]>(
    'DELETE FROM model_checkpoint WHERE site_id = ? AND quarter = ?',
  );
  const dropModels = session.prepare<[number, number]>('DELETE FROM model WHERE site_id = ? AND quarter = ?');
  const aside = session.prepare<[{ sites: string }], Aside>(
    `SELECT site_id, quarter, models FROM model_aside WHERE site_id ${OF_SITES} ORDER BY site_id`,
  );
  const putAside = session.prepare<[Aside]>(upsertOf(modelAside, ['site_id']));
  const after = ['model', 'model_checkpoint', 'model_aside'].map((table) =>
    session.prepare<[{ site_id: number; quarter: number }]>(
      `DELETE FROM ${table} WHERE site_id = @site_id AND quarter > @quarter`,
    ),
  );
  const scored = session.prepare<[{ sites: string; from: number; to: number }], ScoredRecord>(SCORED);
  const lastScored = session.pluck<[], number>('SELECT max(quarter) FROM scored');
  const saveScored = session.prepare<[ScoredRecord]>(`
    INSERT INTO scored (quarter, site_id, samples) VALUES (@quarter, @site_id, @samples)
    ON CONFLICT DO UPDATE SET samples = excluded.samples`);
  const forgetScored = session.prepare<[number]>('DELETE FROM scored WHERE quarter < ?');
  const clear = [
    `DELETE FROM model WHERE site_id ${OF_SITES}`,
    `DELETE FROM model_checkpoint WHERE site_id ${OF_SITES}`,
    `DELETE FROM model_aside WHERE site_id ${OF_SITES}`,
  ].map((sql) => session.prepare<[{ sites: string }]>(sql));
  const clearScored = session.prepare<[{ sites: string; from: number }]>(
    `DELETE FROM scored WHERE quarter >= @from AND site_id ${OF_SITES}`,
  );
  const leftOut = session.prepare<[{ sites: string }], LeftOutRow>(
    `SELECT site_id, date, reason, actor, at FROM left_out_day WHERE site_id ${OF_SITES} ORDER BY site_id, date`,
  );
  const leaveOut = session.prepare<[LeftOutRow]>(upsertOf(leftOutDay, ['site_id', 'date']));
  const takeIn = session.prepare<[number, string]>('DELETE FROM left_out_day WHERE site_id = ? AND date = ?');
  const lessonOf = session.prepare<[string], LessonRow>(
    'SELECT finding_id, site_id, quarter, verdict FROM lesson WHERE finding_id = ?',
  );
  const taughtAt = session.pluck<[number], number | null>(
    'SELECT max(quarter) FROM lesson WHERE site_id = ?',
  );
  const teach = session.prepare<[LessonRow]>(upsertOf(lesson, ['finding_id']));

  const headsAt = (siteIds: readonly number[], at: number): readonly Head[] =>
    newest.all({ sites: JSON.stringify(siteIds), at });
  const modelsOf = (heads: readonly Head[]): readonly StoredModels[] => {
    if (heads.length === 0) return [];
    const rows = Map.groupBy(models.all({ keys: JSON.stringify(heads) }), ({ site_id }) => site_id);
    return heads.map(([site_id, quarter]) => ({
      ...{ site_id, quarter, kept_to: quarter },
      models: (rows.get(site_id) ?? []).map(({ stream, kind, state }) => ({
        stream,
        kind,
        state: floatsOf(state),
      })),
    }));
  };

  return {
    checkpoints: (siteIds, atOrBefore) => modelsOf(headsAt(siteIds, atOrBefore ?? Number.MAX_SAFE_INTEGER)),
    newest(siteIds) {
      const heads = headsAt(siteIds, Number.MAX_SAFE_INTEGER);
      const keptTo = new Map(heads);
      const waiting = aside
        .all({ sites: JSON.stringify(siteIds) })
        .filter(({ site_id, quarter }) => quarter > (keptTo.get(site_id) ?? Number.NEGATIVE_INFINITY));
      const isAside = new Set(waiting.map(({ site_id }) => site_id));
      return [
        ...modelsOf(heads.filter(([siteId]) => !isAside.has(siteId))),
        ...waiting.map(({ site_id, quarter, models: packed }) => ({
          ...{ site_id, quarter, models: unpackModels(packed) },
          kept_to: keptTo.get(site_id) ?? null,
        })),
      ];
    },
    putAside(rows) {
      for (const { site_id, quarter, models: states } of rows)
        putAside.run({ site_id, quarter, models: packModels(states) });
    },
    keep(checkpoints) {
      for (const { site_id, quarter, models: kept } of checkpoints) {
        addCheckpoint.run({ site_id, quarter });
        for (const { stream, kind, state } of kept)
          addModel.run({ site_id, quarter, stream, kind, state: bytesOf(state) });
        for (const dropped of old.all({ site_id })) {
          dropCheckpoint.run(site_id, dropped);
          dropModels.run(site_id, dropped);
        }
      }
    },
    dropAfter(siteId, quarter) {
      for (const statement of after) statement.run({ site_id: siteId, quarter });
    },
    scored(siteIds, from, to) {
      const end = Math.min(to, (lastScored.get() ?? from) + 1);
      return scored
        .all({ sites: JSON.stringify(siteIds), from, to: end })
        .map((row) => ({ ...row, samples: unpackSamples(row.samples) }));
    },
    saveScored(rows) {
      for (const row of rows) saveScored.run({ ...row, samples: packSamples(row.samples) });
    },
    forgetScored: (before) => void forgetScored.run(before),
    clear(siteIds, from) {
      const sites = JSON.stringify(siteIds);
      for (const statement of clear) statement.run({ sites });
      clearScored.run({ sites, from });
    },
    leftOut: (siteIds) => leftOut.all({ sites: JSON.stringify(siteIds) }),
    leaveOut: (row) => void leaveOut.run(row),
    takeIn: (siteId, date) => void takeIn.run(siteId, date),
    lesson: (findingId) => lessonOf.get(findingId) ?? null,
    taughtAt: (siteId) => taughtAt.get(siteId) ?? null,
    teach: (row) => void teach.run(row),
  };
}

const bytesOf = (state: Float32Array): Uint8Array =>
  new Uint8Array(state.buffer, state.byteOffset, state.byteLength);

/** A copy: what the driver gives need not lie at a multiple of four bytes. */
const floatsOf = (bytes: Uint8Array): Float32Array => new Float32Array(bytes.slice().buffer);
