import { MINUTE } from '#core/model/time.ts';

/** A line of `truth.ndjson`. */
export type Truth = {
  readonly site: string;
  readonly finding_type: string;
  readonly subject: string;
  readonly start: string;
  readonly end: string | null;
  readonly cause: string;
};
/** A finding as the command line prints it. */
export type Printed = {
  readonly id: string;
  readonly site: string | null;
  readonly finding_type: string;
  readonly subject: string;
  readonly condition_started_at: string;
  readonly detected_at: string;
};

export type TypeResult = {
  readonly finding_type: string;
  readonly truths: number;
  readonly found: number;
  /** Truths with more than one finding. */
  readonly twice: number;
  /** Findings that no truth explains. */
  readonly unexplained: number;
  /** Detection minus start of the truth, in ms, ascending. */
  readonly delays: readonly number[];
};
export type Comparison = {
  readonly types: readonly TypeResult[];
  readonly missed: readonly Truth[];
  readonly unexplained: readonly Printed[];
};

/** A finding may come this long after its truth has ended: the slot that saw it was due by then. */
const LATEST = 15 * MINUTE;
/** Timers and slots lie on whole instants; truth may be told in whole seconds. */
const TOLERANCE = 1_000;

/** Holds findings against the truth: same site, type and subject, detected while it was true. */
export function compareWithTruth(truths: readonly Truth[], findings: readonly Printed[]): Comparison {
  const keyOf = ({ site, finding_type, subject }: Truth | Printed): string =>
    JSON.stringify([site, finding_type, subject]);
  const byKey = Map.groupBy(findings, keyOf);
  const explained = new Set<string>();
  const missed: Truth[] = [];
  const results = new Map<
    string,
    { truths: number; found: number; twice: number; unexplained: number; delays: number[] }
  >();
  const resultOf = (type: string) => {
    const result = results.get(type) ?? { truths: 0, found: 0, twice: 0, unexplained: 0, delays: [] };
    results.set(type, result);
    return result;
  };
  for (const truth of truths) {
    const result = resultOf(truth.finding_type);
    const matches = (byKey.get(keyOf(truth)) ?? []).filter((finding) => isDuring(finding, truth));
    for (const { id } of matches) explained.add(id);
    result.truths++;
    if (matches.length === 0) missed.push(truth);
    else result.found++;
    if (matches.length > 1) result.twice++;
    const first = matches[0];
    if (first !== undefined) result.delays.push(Date.parse(first.detected_at) - Date.parse(truth.start));
  }
  const unexplained = findings.filter(({ id }) => !explained.has(id));
  for (const { finding_type } of unexplained) resultOf(finding_type).unexplained++;
  const types = [...results].map(([finding_type, result]) => ({
    finding_type,
    ...result,
    delays: result.delays.sort((a, b) => a - b),
  }));
  return { types: types.sort((a, b) => (a.finding_type < b.finding_type ? -1 : 1)), missed, unexplained };
}

function isDuring(finding: Printed, truth: Truth): boolean {
  const detected = Date.parse(finding.detected_at);
  const end = truth.end === null ? Number.POSITIVE_INFINITY : Date.parse(truth.end);
  return (
    detected >= Date.parse(truth.start) - TOLERANCE &&
    detected <= end + LATEST &&
    Date.parse(finding.condition_started_at) <= end
  );
}
