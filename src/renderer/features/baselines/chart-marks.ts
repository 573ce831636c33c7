import type { SeriesFinding } from '#contract/baselines.ts';
import type { EpochMs } from '#core/model/time.ts';
import { formatClock, formatDay } from '#renderer/ui/time.ts';
import { chartWords } from '#renderer/words/baseline-series.ts';
import { inWords, SEVERITY_WORD, STATUS_WORD } from '#renderer/words/codes.ts';
import { lanesOf, type Sheet, type Span } from './series-geometry.ts';

/** A finding on the chart: from its beginning to its end, in px, in a lane above the sheet. */
export type Mark = {
  readonly finding: SeriesFinding;
  readonly isBelow: boolean;
  readonly x: number;
  readonly end: number;
  readonly lane: number;
};

/** Width of the button of a mark, in px. */
export const MARK = 36;
const LANES = 3;

/** When a finding was over; null: it still lasts. */
export const endOf = ({ cleared_at, resolved_at }: SeriesFinding): EpochMs | null =>
  cleared_at ?? resolved_at;

export const isBelow = ({ finding_type }: SeriesFinding): boolean => finding_type.endsWith('_BELOW');

/** The findings from left to right, as far as they lie in the span. */
export function marksOf(
  findings: readonly SeriesFinding[],
  { x, width }: Sheet,
  { from, to }: Span,
): readonly Mark[] {
  const shown = findings
    .filter((finding) => finding.condition_started_at < to && (endOf(finding) ?? to) >= from)
    .toSorted((a, b) => a.condition_started_at - b.condition_started_at);
  const within = (at: EpochMs) => Math.min(width, Math.max(0, x(at)));
  const starts = shown.map((finding) => within(finding.condition_started_at));
  const lanes = lanesOf(starts, MARK, LANES);
  return shown.map((finding, index) => ({
    finding,
    isBelow: isBelow(finding),
    x: starts[index] ?? 0,
    end: Math.max(within(endOf(finding) ?? to), starts[index] ?? 0),
    lane: lanes[index] ?? 0,
  }));
}

/** A finding in words: how grave, which side, since when, and how it stands. */
export function markText(finding: SeriesFinding, zone: string): string {
  const { severity, status, disposition, condition_started_at: began } = finding;
  const end = endOf(finding);
  const at = (instant: EpochMs) => `${formatDay(instant, zone)} ${formatClock(instant, zone, instant)}`;
  const stands =
    disposition === null ? STATUS_WORD[status].toLowerCase() : chartWords.resolvedAs(inWords(disposition));
  return chartWords.mark({
    severity: SEVERITY_WORD[severity],
    isBelow: isBelow(finding),
    from: at(began),
    to: end === null ? null : at(end),
    stands,
  });
}
