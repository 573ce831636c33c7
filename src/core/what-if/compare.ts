import type { EpochMs } from '#core/model/time.ts';
import { DAY } from '#core/model/time.ts';
import { type ConsoleLoad, consoleLoad } from './console-load.ts';
import { Counterparts } from './counterparts.ts';
import type { RecordedFinding, Span, TriedFinding } from './tried.ts';

/** A number as the settings are now, and as they would be. */
export type Both<T> = { readonly before: T; readonly after: T };

/** What a change would do to what people judged true. */
export type Loss = {
  /** NOT_RAISED: there would be no finding. NOT_TOLD: a finding, but nobody would be alerted. LATER: people would be told so much later. */
  readonly how: 'NOT_RAISED' | 'NOT_TOLD' | 'LATER';
  readonly finding: RecordedFinding;
  /** Later by so much, ms; 0 unless LATER. */
  readonly by_ms: number;
};

/** A changed configuration held against today's over the same telemetry, and both against what people judged. */
export type Comparison = {
  readonly days: readonly ({ readonly at: EpochMs } & Both<DayCount>)[];
  readonly types: readonly ({ readonly finding_type: string } & Both<TypeCount>)[];
  readonly findings: Both<number>;
  readonly console: Both<ConsoleLoad>;
  /** Findings judged TRUE_POSITIVE that would be lost or told later. */
  readonly losses: readonly Loss[];
  /** Findings judged FALSE_POSITIVE that would no longer be raised. */
  readonly spared: readonly RecordedFinding[];
  /** Findings that today's settings do not raise. */
  readonly added: readonly TriedFinding[];
  /** Findings that people judged and that today's settings raise, by their disposition. */
  readonly judged: {
    readonly true_positive: number;
    readonly false_positive: number;
    /** Judged findings that today's settings do not raise again either: raised by hand, or under other settings. */
    readonly not_repeated: number;
  };
};

/** How many findings, and for how long they were open together, ms: one that never ends counts once. */
type TypeCount = { readonly findings: number; readonly open_ms: number };
type DayCount = { readonly findings: number; readonly alerts: number };
/** An alert that comes later by less is not later. */
const LATER = 60_000;

export type Runs = Both<readonly TriedFinding[]> & { readonly recorded: readonly RecordedFinding[] };

/** Compares two replays of one span and what was recorded in it. */
export function compareRuns({ before, after, recorded }: Runs, span: Span): Comparison {
  const [was, would] = [new Counterparts(before, span.to), new Counterparts(after, span.to)];
  const repeated = recorded.filter((finding) => finding.disposition !== null && was.of(finding) !== null);
  const judgedAs = (disposition: string) => (finding: RecordedFinding) => finding.disposition === disposition;
  return {
    days: daysOf({ before, after }, span),
    types: typesOf({ before, after }, span),
    findings: { before: before.length, after: after.length },
    console: {
      before: consoleLoad(alertsOf(before), span),
      after: consoleLoad(alertsOf(after), span),
    },
    losses: repeated.filter(judgedAs('TRUE_POSITIVE')).flatMap((finding) => lossOf(finding, was, would)),
    spared: repeated.filter(judgedAs('FALSE_POSITIVE')).filter((finding) => would.of(finding) === null),
    added: after.filter((finding) => was.of(finding) === null),
    judged: {
      true_positive: repeated.filter(judgedAs('TRUE_POSITIVE')).length,
      false_positive: repeated.filter(judgedAs('FALSE_POSITIVE')).length,
      not_repeated: recorded.filter(({ disposition }) => disposition !== null).length - repeated.length,
    },
  };
}

function lossOf(finding: RecordedFinding, was: Counterparts, would: Counterparts): readonly Loss[] {
  const [before, after] = [was.of(finding), would.of(finding)];
  if (after === null) return [{ how: 'NOT_RAISED', finding, by_ms: 0 }];
  const toldAt = before?.alerted_at ?? null;
  if (toldAt === null) return [];
  if (after.alerted_at === null) return [{ how: 'NOT_TOLD', finding, by_ms: 0 }];
  const by_ms = after.alerted_at - toldAt;
  return by_ms >= LATER ? [{ how: 'LATER', finding, by_ms }] : [];
}

const alertsOf = (findings: readonly TriedFinding[]): readonly EpochMs[] =>
  findings.flatMap(({ alerted_at }) => alerted_at ?? []);

/** Days of UTC, every one of the span. */
function daysOf({ before, after }: Both<readonly TriedFinding[]>, { from, to }: Span): Comparison['days'] {
  const first = Math.floor(from / DAY);
  const days = Math.max(1, Math.ceil(to / DAY) - first);
  const count = (findings: readonly TriedFinding[]): DayCount[] => {
    const counts = Array.from({ length: days }, () => ({ findings: 0, alerts: 0 }));
    const on = (at: EpochMs) => counts[Math.floor(at / DAY) - first];
    for (const { detected_at, alerted_at } of findings) {
      const day = on(detected_at);
      if (day !== undefined) day.findings += 1;
      const told = alerted_at === null ? undefined : on(alerted_at);
      if (told !== undefined) told.alerts += 1;
    }
    return counts;
  };
  const [was, would] = [count(before), count(after)];
  return was.flatMap((day, index) => {
    const other = would[index];
    return other === undefined ? [] : [{ at: (first + index) * DAY, before: day, after: other }];
  });
}

function typesOf({ before, after }: Both<readonly TriedFinding[]>, span: Span): Comparison['types'] {
  const count = (findings: readonly TriedFinding[]): ReadonlyMap<string, TypeCount> =>
    new Map(
      [...Map.groupBy(findings, ({ finding_type }) => finding_type)].map(([type, own]) => [
        type,
        { findings: own.length, open_ms: own.reduce((sum, finding) => sum + openFor(finding, span), 0) },
      ]),
    );
  const [was, would] = [count(before), count(after)];
  return [...new Set([...was.keys(), ...would.keys()])].sort().map((finding_type) => ({
    finding_type,
    before: was.get(finding_type) ?? NONE,
    after: would.get(finding_type) ?? NONE,
  }));
}

const NONE: TypeCount = { findings: 0, open_ms: 0 };

const openFor = ({ detected_at, ended_at }: TriedFinding, { to }: Span): number =>
  Math.max(0, (ended_at ?? to) - detected_at);
