import { useMemo } from 'react';
import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import { uiWords } from '#renderer/words/ui.ts';
import { useNow } from './clock.tsx';
import type { ClockStyle } from './time.ts';
import { formatAge, formatClock, formatCountdown, formatInstant } from './time.ts';
import styles from './times.module.css';

type InstantProps = { readonly at: EpochMs; readonly zone: string };

type LocalTimeProps = InstantProps & {
  readonly style?: ClockStyle;
  /** The times of this instant's day are shown without the date; of today's unless given. */
  readonly on?: EpochMs;
};

/** A local time with the full instant in its tooltip. */
export function LocalTime({ at, zone, style, on }: LocalTimeProps) {
  const now = useNow(MINUTE);
  return (
    <time dateTime={new Date(at).toISOString()} title={formatInstant(at, zone)}>
      {formatClock(at, zone, on ?? now, style)}
    </time>
  );
}

/** How long ago something was, ticking, with the instant in its tooltip. */
export function Age({ at, zone }: InstantProps) {
  const now = useNow();
  const instant = useMemo(() => formatInstant(at, zone), [at, zone]);
  return (
    <time dateTime={new Date(at).toISOString()} title={instant}>
      {formatAge(now - at)}
    </time>
  );
}

/** The time left until `at`, ticking; in the colour of what is late once it has passed. */
export function Countdown({ at, zone }: InstantProps) {
  const left = at - useNow();
  const instant = useMemo(() => formatInstant(at, zone), [at, zone]);
  return (
    <time
      className={left < 0 ? styles.late : undefined}
      dateTime={new Date(at).toISOString()}
      title={uiWords.due(instant)}
    >
      {formatCountdown(left)}
    </time>
  );
}
