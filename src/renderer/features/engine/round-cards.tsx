import { useState } from 'react';
import type { Answer } from '#contract/index.ts';
import type { Cadence } from '#core/model/audit-config.ts';
import { CADENCES } from '#core/model/audit-config.ts';
import { Card } from '#renderer/ui/card.tsx';
import { ChoiceField } from '#renderer/ui/field.tsx';
import { NamedTable } from '#renderer/ui/named-table.tsx';
import { formatAge } from '#renderer/ui/time.ts';
import { LocalTime } from '#renderer/ui/times.tsx';
import { capital } from '#renderer/words/codes.ts';
import { barTitle, DUE, ENGINE_PAGE, ROUNDS } from '#renderer/words/engine-page.ts';
import { CADENCE_WORD } from '#renderer/words/fleet.ts';
import { LOCALE } from '#renderer/words/measures.ts';
import styles from './engine-page.module.css';

type Page = Answer<'engine.page'>;
type RoundsOfCadence = Page['cadences'][number];
type PageProps = { readonly page: Page; readonly zone: string };

const ms = (value: number | null): string => (value === null ? ENGINE_PAGE.unknown : ENGINE_PAGE.ms(value));
const number = (value: number): string => value.toLocaleString(LOCALE);

/** A round that began later than this is worth a second look, in ms: the engine ticks every 5 s. */
const LATE = 10_000;

function Newest({ rounds, zone }: { readonly rounds: RoundsOfCadence; readonly zone: string }) {
  const { columns } = ROUNDS;
  const longest = Math.max(...rounds.newest.map(({ duration_ms }) => duration_ms), 0);
  if (rounds.newest.length === 0) return <p className={styles.note}>{ROUNDS.noRounds}</p>;
  return (
    <NamedTable
      label={ROUNDS.newest(CADENCE_WORD[rounds.cadence])}
      heads={[
        columns.slot,
        columns.late,
        columns.sites,
        columns.took,
        columns.bar,
        columns.breaches,
        columns.opened,
        columns.held,
        columns.failures,
      ]}
      numbers={[1, 2, 3, 5, 6, 7, 8]}
      rows={rounds.newest.map((round) => ({
        key: String(round.slot),
        cells: [
          <LocalTime key="slot" at={round.slot} zone={zone} style={{ zone: false }} />,
          <span key="late" className={round.late_ms > LATE ? styles.late : undefined}>
            {formatAge(round.late_ms)}
          </span>,
          number(round.sites),
          ms(round.duration_ms),
          <span key="bar" className={styles.track} title={barTitle(ms(round.duration_ms), ms(longest))}>
            <span
              className={styles.bar}
              style={{ width: `${longest === 0 ? 0 : (100 * round.duration_ms) / longest}%` }}
            />
          </span>,
          number(round.breaches),
          number(round.opened),
          number(round.suppressed),
          <span key="failures" className={round.failures > 0 ? styles.late : undefined}>
            {number(round.failures)}
          </span>,
        ],
      }))}
    />
  );
}

/** What the rounds of each cadence took, and the newest of one of them one by one. */
export function RoundsCard({ page, zone }: PageProps) {
  const { head } = ROUNDS;
  const [chosen, choose] = useState<Cadence>('HEARTBEAT');
  const shown = page.cadences.find(({ cadence }) => cadence === chosen);
  return (
    <Card title={ROUNDS.title}>
      <NamedTable
        label={ROUNDS.title}
        heads={[
          head.cadence,
          head.rounds,
          head.p50,
          head.p95,
          head.max,
          head.site,
          head.late,
          head.breaches,
          head.failures,
          head.left,
        ]}
        numbers={[1, 2, 3, 4, 5, 6, 7, 8]}
        rows={page.cadences.map((each) => ({
          key: each.cadence,
          cells: [
            capital(CADENCE_WORD[each.cadence]),
            number(each.rounds),
            ms(each.p50_ms),
            ms(each.p95_ms),
            ms(each.max_ms),
            each.p50_ms_a_site === null ? ENGINE_PAGE.unknown : each.p50_ms_a_site.toFixed(2),
            each.max_late_ms === null ? ENGINE_PAGE.unknown : formatAge(each.max_late_ms),
            number(each.breaches),
            <span key="failures" className={each.failures > 0 ? styles.late : undefined}>
              {number(each.failures)}
            </span>,
            ROUNDS.left(each.coalesced, each.skipped),
          ],
        }))}
      />
      <div className={styles.choice}>
        <ChoiceField<Cadence>
          aria-label={ROUNDS.which}
          value={chosen}
          choices={CADENCES.map((cadence) => ({
            value: cadence,
            label: ROUNDS.newest(CADENCE_WORD[cadence]),
          }))}
          onChoose={choose}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <section className={styles.list} tabIndex={0} aria-label={ROUNDS.newest(CADENCE_WORD[chosen])}>
        {shown !== undefined && <Newest rounds={shown} zone={zone} />}
      </section>
    </Card>
  );
}

/** How many sites wait for their next audit, and until when. */
export function DueCard({ page, zone }: PageProps) {
  const { head } = DUE;
  return (
    <Card title={DUE.title}>
      <NamedTable
        label={DUE.title}
        heads={[head.cadence, head.overdue, head.next, head.five, head.quarter, head.hour]}
        numbers={[1, 3, 4, 5]}
        rows={page.due.map((turn) => ({
          key: turn.cadence,
          cells: [
            capital(CADENCE_WORD[turn.cadence]),
            number(turn.overdue),
            turn.next_slot === null ? (
              DUE.later
            ) : (
              <LocalTime key="next" at={turn.next_slot} zone={zone} style={{ zone: false }} />
            ),
            number(turn.in_5_min),
            number(turn.in_15_min),
            number(turn.in_60_min),
          ],
        }))}
      />
    </Card>
  );
}
