import type { Checkup, CheckupItem, CheckupKind, CheckupTick } from '#core/model/checkup.ts';
import type { CheckupRepo } from '#main/ports/store.ts';
import type { Session } from './statements.ts';

type Row = {
  readonly id: string;
  readonly kind: CheckupKind;
  readonly site: string | null;
  readonly due_at: number;
  readonly begun_at: number | null;
  readonly begun_by: string | null;
  readonly signed_at: number | null;
  readonly signed_by: string | null;
  readonly report_id: string | null;
};
type WholeRow = Row & { readonly items: string | null };
type TickRow = CheckupTick & { readonly checkup_id: string };

const COLUMNS = 'id, kind, site, due_at, begun_at, begun_by, signed_at, signed_by, report_id';

/** Checkups that are due, begun and signed. */
export function createCheckupRepo(session: Session): CheckupRepo {
  const add = session.prepare<[Pick<Row, 'id' | 'kind' | 'site' | 'due_at'>]>(
    'INSERT INTO checkup (id, kind, site, due_at) VALUES (@id, @kind, @site, @due_at)',
  );
  const begin = session.prepare<[{ id: string; at: number; by: string; items: string }]>(
    'UPDATE checkup SET begun_at = @at, begun_by = @by, items = @items WHERE id = @id',
  );
  const sign = session.prepare<[{ id: string; at: number; by: string; report: string }]>(
    'UPDATE checkup SET signed_at = @at, signed_by = @by, report_id = @report WHERE id = @id',
  );
  const tick = session.prepare<[TickRow]>(`
    INSERT INTO checkup_tick (checkup_id, item, outcome, note, ticked_by, ticked_at)
      VALUES (@checkup_id, @item, @outcome, @note, @by, @at)
      ON CONFLICT DO UPDATE SET outcome = excluded.outcome, note = excluded.note,
        ticked_by = excluded.ticked_by, ticked_at = excluded.ticked_at`);
  const get = session.prepare<[string], WholeRow>(`SELECT ${COLUMNS}, items FROM checkup WHERE id = ?`);
  const openOf = session.prepare<[CheckupKind, string | null], WholeRow>(
    `SELECT ${COLUMNS}, items FROM checkup WHERE signed_at IS NULL AND kind = ? AND site IS ?`,
  );
  const open = session.prepare<[], Row>(
    `SELECT ${COLUMNS} FROM checkup WHERE signed_at IS NULL ORDER BY due_at, site`,
  );
  const openSites = session.pluck<[], string>(
    'SELECT site FROM checkup WHERE signed_at IS NULL AND site IS NOT NULL',
  );
  const last = session.pluck<[string | null], number | null>(
    'SELECT max(signed_at) FROM checkup INDEXED BY checkup_site WHERE site IS ?',
  );
  const ticks = session.prepare<[string], CheckupTick>(`
    SELECT item, outcome, note, ticked_by AS by, ticked_at AS at FROM checkup_tick
      WHERE checkup_id = ? ORDER BY ticked_at, item`);
  const openTicks = session.prepare<[], TickRow>(`
    SELECT t.checkup_id, t.item, t.outcome, t.note, t.ticked_by AS by, t.ticked_at AS at
      FROM checkup c JOIN checkup_tick t ON t.checkup_id = c.id WHERE c.signed_at IS NULL ORDER BY t.ticked_at, t.item`);
  const toCheckup = (
    { begun_at, begun_by, signed_at, signed_by, report_id, ...row }: Row,
    said: readonly CheckupTick[],
  ) => ({
    ...row,
    begun: begun_at === null ? null : { at: begun_at, by: begun_by ?? '' },
    ticks: said,
    signed: signed_at === null ? null : { at: signed_at, by: signed_by ?? '', report: report_id ?? '' },
  });
  const toWhole = (row: WholeRow | undefined): Checkup | null => {
    if (row === undefined) return null;
    const { items, ...rest } = row;
    // Safe: nothing but `begin` writes it.
    return {
      ...toCheckup(rest, ticks.all(rest.id)),
      items: items === null ? [] : (JSON.parse(items) as CheckupItem[]),
    };
  };
  return {
    add: (checkup) => void add.run(checkup),
    begin: (id, begun, items) => void begin.run({ id, ...begun, items: JSON.stringify(items) }),
    tick: (id, said) => void tick.run({ checkup_id: id, ...said }),
    sign: (id, signed) => void sign.run({ id, ...signed }),
    get: (id) => toWhole(get.get(id)),
    openOf: (kind, site) => toWhole(openOf.get(kind, site)),
    open() {
      const said = Map.groupBy(openTicks.all(), ({ checkup_id }) => checkup_id);
      const of = (id: string) => (said.get(id) ?? []).map(({ checkup_id: _, ...tick }) => tick);
      return open.all().map((row) => toCheckup(row, of(row.id)));
    },
    openSites: () => new Set(openSites.all()),
    lastSigned: (site) => last.get(site) ?? null,
  };
}
