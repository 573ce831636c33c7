import type { Fleet } from '#core/config/fleet.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { QuarantineChoice, QuarantineRow, Store } from '#main/ports/store.ts';
import type { Clock, Timers } from '#main/ports/time.ts';
import type { Caller, CommandHandlers } from '../handlers.ts';
import type { Origin, Outcome, Sender } from '../telemetry/batch.ts';
import type { Intake } from '../telemetry/intake.ts';
import type { Placer } from '../telemetry/placer.ts';
import { wallInstant } from '../telemetry/read-lines.ts';
import { FIRST_LINES, nextLines } from './pace.ts';
import { readAgain, type ZoneOf } from './read-again.ts';

export type QuarantineParts = {
  readonly store: Pick<Store, 'quarantine' | 'trail' | 'transaction'>;
  readonly intake: Pick<Intake, 'accept'>;
  readonly placer: Placer;
  readonly fleet: () => Fleet;
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
  readonly timers: Pick<Timers, 'after'>;
};
type Handlers = Pick<CommandHandlers, 'quarantine.retry' | 'quarantine.discard'>;

/** Takes refused lines in again after their cause was mended, or deletes them for a reason. */
export function createQuarantine(parts: QuarantineParts): Handlers {
  const { store } = parts;
  return {
    async 'quarantine.retry'(choice, caller) {
      const all = { accepted: 0, duplicates: 0, remaining: 0 };
      await inParts(parts, choice, caller, (rows) => {
        const { accepted, duplicates, remaining } = retry(rows, parts, caller);
        all.accepted += accepted;
        all.duplicates += duplicates;
        all.remaining += remaining;
      });
      return all;
    },
    async 'quarantine.discard'({ because, ...choice }, caller) {
      let discarded = 0;
      await inParts(parts, choice, caller, (rows) => {
        store.transaction(() => {
          store.quarantine.remove(rows.map(({ id }) => id));
          tell(parts, caller, {
            action: 'quarantine.discarded',
            reason: because,
            after: { lines: rows.length, of: sourcesOf(rows) },
          });
        });
        discarded += rows.length;
      });
      return { discarded };
    },
  };
}

/** Every chosen line that is there now, in parts; what comes meanwhile is left alone. */
async function inParts(
  { store, timers, clock }: Pick<QuarantineParts, 'store' | 'timers' | 'clock'>,
  choice: QuarantineChoice,
  { scope }: Caller,
  work: (rows: readonly QuarantineRow[]) => void,
): Promise<void> {
  const upTo = store.quarantine.newest();
  let after = 0;
  let limit = FIRST_LINES;
  for (;;) {
    const began = clock.monotonic();
    const rows = store.quarantine.chosen(scope, choice, { after, upTo, limit });
    if (rows.length > 0) work(rows);
    if (rows.length < limit) return;
    limit = nextLines(limit, clock.monotonic() - began);
    after = rows.at(-1)?.id ?? upTo;
    await new Promise<void>((done) => timers.after(0, done));
  }
}

type Item = { readonly row: QuarantineRow; readonly sender: Sender };

/** One transaction of the intake; what it takes leaves the list inside it, so that nothing is there twice or nowhere. */
function retry(rows: readonly QuarantineRow[], parts: QuarantineParts, caller: Caller) {
  const { store, intake, placer } = parts;
  const zoneOf = zonesOf(parts.fleet());
  const read = rows.map((row) => ({ row, result: readAgain(row, zoneOf) }));
  const items: Item[] = [];
  const events = read.flatMap(({ row, result }) => {
    const sender = { source: row.source, tenant: row.tenant };
    return (result.ok ? result.sent : []).map((sent) => {
      items.push({ row, sender });
      return placer(sent, row.tenant);
    });
  });
  let remaining = 0;
  const write = (outcomes: readonly Outcome[]) => {
    const refused = new Set(
      items.filter((_, index) => outcomes[index] === 'quarantined').map(({ row }) => row),
    );
    const taken = read.filter(({ row, result }) => result.ok && !refused.has(row)).map(({ row }) => row);
    store.quarantine.remove(taken.map(({ id }) => id));
    for (const { row, result } of read)
      if (!result.ok) store.quarantine.explain(row.id, 'INVALID', result.detail);
    remaining = rows.length - taken.length;
    const after = { lines: taken.length, remaining, of: sourcesOf(rows) };
    tell(parts, caller, { action: 'quarantine.retried', reason: null, after });
  };
  const { accepted, duplicates } = intake.accept(events, {
    stamp: parts.clock.now(),
    senderOf: (index) => itemAt(items, index).sender,
    // The same line is in the list already: it is not listed again, and a call for help in it not raised again.
    originOf: (index) => originOf(itemAt(items, index)),
    alongside: { write, committed: () => {} },
  });
  return { accepted, duplicates, remaining };
}

function itemAt(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new Error(`there is no event ${index} among ${items.length}`);
  return item;
}

const originOf = ({ row: { raw, place } }: Item): Origin => ({ raw, place });

const zonesOf =
  ({ byCode }: Fleet): ZoneOf =>
  (code, tenant) => {
    const site = byCode.get(code);
    if (site === undefined || (tenant !== null && site.tenant !== tenant)) return null;
    return (wall: EpochMs) => wallInstant(wall, site.timezone);
  };

const sourcesOf = (rows: readonly QuarantineRow[]): readonly (string | null)[] => [
  ...new Set(rows.map(({ source }) => source)),
];

type Told = { readonly action: string; readonly reason: string | null; readonly after: unknown };

const tell = ({ store, clock }: QuarantineParts, { actor }: Caller, told: Told): void =>
  store.trail.append([
    { at: clock.now(), actor, entity: 'telemetry', entity_id: 'quarantine', before: null, ...told },
  ]);
