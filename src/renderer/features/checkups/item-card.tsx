import { useState } from 'react';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { BlockView } from '#renderer/ui/report-view.tsx';
import { Said } from '#renderer/ui/said.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { checkupWords as words } from '#renderer/words/checkups.ts';
import { personName } from '#renderer/words/codes.ts';
import styles from './checkups.module.css';
import type { Checkup, Tick } from './checkups-store.ts';

type Item = Checkup['items'][number];
type ItemProps = {
  readonly item: Item;
  readonly tick: Checkup['ticks'][number] | undefined;
  readonly zone: string;
  readonly onTick: (tick: Tick) => Promise<boolean>;
};

const OUTCOMES = ['FINE', 'TO_DO'] as const;
const MOST_NOTE = 1_000;

/** One thing to look at: its figures, and what somebody makes of them. */
export function ItemCard({ item: { name, title, question, blocks }, tick, zone, onTick }: ItemProps) {
  const [outcome, setOutcome] = useState<Tick['outcome']>(tick?.outcome ?? 'FINE');
  const [note, setNote] = useState(tick?.note ?? '');
  const isMissing = outcome === 'TO_DO' && note.trim() === '';
  const said = note.trim() === '' ? {} : { note: note.trim() };
  return (
    <Card
      title={title}
      aside={
        tick === undefined ? (
          words.open
        ) : (
          <Said text={words.ticked} by={personName(tick.by)} at={<LocalTime at={tick.at} zone={zone} />} />
        )
      }
    >
      <p className={styles.question}>{question}</p>
      <div className={styles.blocks}>
        {blocks.map((block, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a checkup neither move nor change
          <BlockView key={index} block={block} heading={title} />
        ))}
      </div>
      <form
        className={styles.deeds}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isMissing) void onTick({ item: name, outcome, ...said });
        }}
      >
        <div className={styles.outcomes} role="radiogroup" aria-label={words.outcome(title)}>
          {OUTCOMES.map((each) => (
            <label key={each} className={styles.outcome}>
              <input
                type="radio"
                name={`outcome-${name}`}
                checked={outcome === each}
                onChange={() => setOutcome(each)}
              />
              {words.outcomes[each]}
            </label>
          ))}
        </div>
        <TextField
          className={styles.note}
          aria-label={words.noteOf(title)}
          placeholder={outcome === 'TO_DO' ? words.noteNeeded : words.note}
          value={note}
          maxLength={MOST_NOTE}
          onChange={(event) => setNote(event.target.value)}
        />
        <Button
          type="submit"
          aria-label={words.tickFor(title)}
          data-testid={`tick-${name}`}
          disabled={isMissing}
        >
          {words.tick}
        </Button>
      </form>
    </Card>
  );
}
