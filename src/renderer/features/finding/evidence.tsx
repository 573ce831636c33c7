import { useState } from 'react';
import { Card } from '#renderer/ui/card.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { ChoiceField } from '#renderer/ui/field.tsx';
import { Said } from '#renderer/ui/said.tsx';
import { formatClock } from '#renderer/ui/time.ts';
import { LocalTime } from '#renderer/ui/times.tsx';
import { inWords } from '#renderer/words/codes.ts';
import { evidenceWords as words } from '#renderer/words/evidence.ts';
import { CAPTURE_WHEN } from '#renderer/words/finding.ts';
import type { Detail } from './detail.ts';
import styles from './evidence.module.css';
import {
  AlertPart,
  GuardPart,
  LocationPart,
  RequiredPart,
  SignalPart,
  TaskPart,
  TourPart,
} from './evidence-parts.tsx';

export type EvidenceProps = {
  readonly captures: Detail['evidence'];
  readonly zone: string;
  /** Positions were left out: that there are none says nothing. */
  readonly isRedacted?: boolean;
};

/** The evidence as it was frozen, capture by capture. */
export function EvidenceView({ captures, zone, isRedacted = false }: EvidenceProps) {
  const now = useNow(60_000);
  const [chosen, choose] = useState<string | null>(null);
  const capture = captures.find((each) => each.sha256 === chosen) ?? captures.at(-1);
  if (capture === undefined)
    return (
      <Card title={words.title}>
        <p className={styles.note}>{words.none}</p>
      </Card>
    );
  const { evidence } = capture;
  const part = { evidence, zone };
  const { start, end } = evidence.collection_window;
  return (
    <>
      <Card title={words.title} aside={words.frozen(formatClock(capture.at, zone, now))}>
        <div className={styles.stack}>
          {captures.length > 1 && (
            <ChoiceField
              aria-label={words.capture}
              className={styles.capture}
              value={capture.sha256}
              choices={captures.map((each) => ({
                value: each.sha256,
                label: `${inWords(each.capture)} ${formatClock(each.at, zone, now)}`,
              }))}
              onChoose={choose}
            />
          )}
          <p className={styles.note}>
            <Said
              text={words.window}
              start={<LocalTime at={Date.parse(start)} zone={zone} style={{ zone: false }} />}
              end={<LocalTime at={Date.parse(end)} zone={zone} on={Date.parse(start)} />}
              when={CAPTURE_WHEN[capture.capture]}
              hash={<code title={capture.sha256}>{`${capture.sha256.slice(0, 16)}…`}</code>}
            />
          </p>
          <RequiredPart {...part} />
        </div>
      </Card>
      <GuardPart {...part} />
      {!isRedacted && <LocationPart {...part} />}
      <TourPart {...part} />
      <TaskPart {...part} />
      <AlertPart {...part} />
      <SignalPart {...part} />
    </>
  );
}
