import { useStore } from 'zustand';
import type { ScopeTarget } from '#contract/configuration.ts';
import type { Fault } from '#contract/index.ts';
import type { EpochMs } from '#core/model/time.ts';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { NamedTable } from '#renderer/ui/named-table.tsx';
import { formatClock, formatDay, localDate } from '#renderer/ui/time.ts';
import { inWords } from '#renderer/words/codes.ts';
import { MAINTENANCE as words } from '#renderer/words/maintenance.ts';
import styles from './maintenance.module.css';
import { canEnd, type Entry, type MaintenanceStore } from './maintenance-store.ts';

/** What was just begun can be ended: its button must not wait for the next minute, in ms. */
const SOON = 5_000;

/** The time that matters: the one that holds, else the next, else the last of the span. */
const timeOf = ({ times }: Entry, now: EpochMs) => times.find(({ end }) => end > now) ?? times.at(-1);

/** Another window at the same place that holds at the same time. */
const overlapOf = (entry: Entry, all: readonly Entry[]): Entry | undefined =>
  all.find(
    (other) =>
      (other.index !== entry.index || other.target.scope !== entry.target.scope) &&
      other.target.tenant === entry.target.tenant &&
      other.target.code === entry.target.code &&
      other.times.some((a) =>
        entry.times.some((b) => a.timezone === b.timezone && a.start < b.end && b.start < a.end),
      ),
  );

/** What leaving out a time is called: the one that holds now ends. */
const skipWords = ({ start, timezone }: Entry['times'][number], now: EpochMs): string =>
  start <= now ? words.endOnce : words.skip(formatDay(start, timezone));

type ListProps = {
  readonly store: MaintenanceStore;
  /** Shows the settings of the place that a window is written at. */
  readonly onChange: (target: ScopeTarget) => void;
  readonly onSaid: (fault: Fault | null) => void;
};

const MOST_TYPES = 3;

/** What a window held back, and of what. */
function Held({ entry }: { readonly entry: Entry }) {
  const count = entry.times.reduce((sum, { suppressed }) => sum + suppressed, 0);
  const types = entry.held.map((type) => ({ name: inWords(type.finding_type), count: type.count }));
  return (
    <span>
      {words.held(count)}
      {types.length > 0 && (
        <span className={styles.types}>
          {words.heldTypes(types.slice(0, MOST_TYPES), types.length - MOST_TYPES)}
        </span>
      )}
    </span>
  );
}

/** The days that a repeated window leaves out from now on. */
const exceptionsOf = ({ window }: Entry, now: EpochMs): readonly string[] => {
  const today = localDate(now, 'UTC');
  return [window.except, window.exdate]
    .flatMap((days) => (Array.isArray(days) ? days.map(String) : []))
    .filter((day) => day >= today)
    .toSorted();
};

/** Every window with its next time in site time and UTC, what it held back, and the ways to change it. */
export function WindowList({ store, onChange, onSaid }: ListProps) {
  const { entries = [], busy, end, skip } = useStore(store);
  const now = useNow(SOON);
  const { head } = words;
  return (
    <NamedTable
      label={words.list}
      heads={[head.place, head.reason, head.kind, head.next, head.utc, head.sites, head.held, words.change]}
      numbers={[5]}
      rows={entries.map((entry) => {
        const time = timeOf(entry, now);
        const overlap = overlapOf(entry, entries);
        const verb = canEnd(entry, now) ? words.end : words.takeAway;
        const exceptions = exceptionsOf(entry, now);
        const canSkip = entry.kind !== 'ABSOLUTE' && time !== undefined && time.end > now;
        const skipping = time === undefined ? '' : skipWords(time, now);
        const span = (zone: string) =>
          time === undefined
            ? words.notInSpan
            : words.siteTime(
                formatClock(time.start, zone, now, { zone: false }),
                formatClock(time.end, zone, time.start, { zone: false }),
                zone,
              );
        return {
          key: `${entry.target.scope} ${entry.target.tenant} ${entry.target.code} ${entry.index}`,
          cells: [
            words.place(entry.target.scope, entry.target.code),
            <span key="reason">
              {entry.reason}
              {overlap !== undefined && (
                <span className={styles.remark}>{words.overlaps(overlap.reason)}</span>
              )}
              {exceptions.length > 0 && <span className={styles.types}>{words.exceptions(exceptions)}</span>}
            </span>,
            words.kind[entry.kind],
            <span key="next">
              {span(time?.timezone ?? 'UTC')}
              {time?.clock_changes === true && <span className={styles.remark}>{words.clockChanges}</span>}
            </span>,
            span('UTC'),
            words.sites(entry.sites),
            <Held key="held" entry={entry} />,
            <Permitted key="act" by="configuration.edit">
              <span className={styles.acts}>
                <Button
                  aria-label={words.of(words.change, entry.reason)}
                  onClick={() => onChange(entry.target)}
                >
                  {words.change}
                </Button>
                {canSkip && (
                  <Button
                    disabled={busy}
                    aria-label={words.of(skipping, entry.reason)}
                    onClick={async () => onSaid(await skip(entry, time))}
                  >
                    {skipping}
                  </Button>
                )}
                <Button
                  kind="quiet"
                  disabled={busy}
                  aria-label={words.of(verb, entry.reason)}
                  onClick={async () => onSaid(await end(entry))}
                >
                  {verb}
                </Button>
              </span>
            </Permitted>,
          ],
        };
      })}
    />
  );
}
