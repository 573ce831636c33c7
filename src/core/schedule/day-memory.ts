import { DAY, type EpochMs, type Interval } from '#core/model/time.ts';

const KEPT_DAYS = 32;
const LONG = 8 * DAY;

/**
 * Remembers what `compute` says of each owner and UTC day [from, to), for as long as the owner lives. For questions that
 * every heartbeat of every site asks about almost the same instant. Owners must never change.
 */
export function rememberByDay<Owner extends object, Value extends object>(
  compute: (owner: Owner, from: EpochMs, to: EpochMs) => Value,
): (owner: Owner, at: EpochMs) => Value {
  const memory = new WeakMap<Owner, Map<number, Value>>();
  return (owner, at) => {
    const day = Math.floor(at / DAY);
    let days = memory.get(owner);
    if (days === undefined) {
      days = new Map();
      memory.set(owner, days);
    }
    const known = days.get(day);
    if (known !== undefined) return known;
    if (days.size >= KEPT_DAYS) days.clear();
    const value = compute(owner, day * DAY, (day + 1) * DAY);
    days.set(day, value);
    return value;
  };
}

/** Answers about spans of an owner, from memory where the question is about a few days. */
export type SpanMemory<Owner, Span extends Interval> = {
  /** The spans that overlap [from, to), each whole, in the order of `compute`. */
  readonly between: (owner: Owner, from: EpochMs, to: EpochMs) => readonly Span[];
  /** The spans that hold at the instant. */
  readonly at: (owner: Owner, at: EpochMs) => readonly Span[];
};

/** `compute` gives the whole spans that overlap [from, to), by start first. */
export function rememberSpans<Owner extends object, Span extends Interval>(
  compute: (owner: Owner, from: EpochMs, to: EpochMs) => readonly Span[],
): SpanMemory<Owner, Span> {
  const ofDay = rememberByDay(compute);
  return {
    at: (owner, at) => ofDay(owner, at).filter((span) => span.start <= at && at < span.end),
    between(owner, from, to) {
      if (from >= to) return [];
      if (to - from > LONG) return compute(owner, from, to);
      const firstDay = Math.floor(from / DAY) * DAY;
      const found: Span[] = [];
      for (let day = firstDay; day < to; day += DAY) {
        for (const span of ofDay(owner, day)) {
          const told = day !== firstDay && span.start < day;
          if (!told && span.start < to && span.end > from) found.push(span);
        }
      }
      return found;
    },
  };
}
