import type { EpochMs } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';

/** A line of `truth.ndjson`. */
export type Truth = {
  /** null: of a source as a whole. */
  readonly site: string | null;
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
  readonly cadence: string;
  readonly condition_started_at: string;
  readonly detected_at: string;
};

/** A truth and the first finding of it. */
export type Detection = {
  readonly truth: Truth;
  readonly finding: Printed;
  /** When the finding opened, or opened again, for this truth. */
  readonly at: EpochMs;
  /** From the start of the truth, ms. */
  readonly delay: number;
};

export type TypeResult = {
  readonly finding_type: string;
  readonly truths: number;
  readonly found: number;
  /** Truths with more than one finding. */
  readonly twice: number;
  readonly findings: number;
  /** How often these opened, again or for the first time. */
  readonly openings: number;
  /** Openings that no truth explains. */
  readonly unexplained: number;
  /** Detection minus start of the truth, in ms, ascending. */
  readonly delays: readonly number[];
};
export type Comparison = {
  readonly types: readonly TypeResult[];
  readonly detections: readonly Detection[];
  readonly missed: readonly Truth[];
  /** Findings that no truth explains, in at least one of the times that they opened. */
  readonly unexplained: readonly Printed[];
};

/** A finding may come this long after its truth has ended: the slot that saw it was due by then. */
const LATEST = 15 * MINUTE;
/** Timers and slots lie on whole instants; truth may be told in whole seconds. */
const TOLERANCE = 1_000;

/** One time that a finding opened. */
type Sighting = { readonly finding: Printed; readonly at: EpochMs };
type Named = Pick<Truth | Printed, 'site' | 'finding_type' | 'subject'>;

const keyOf = ({ site, finding_type, subject }: Named): string =>
  JSON.stringify([site, finding_type, subject]);

/**
 * Holds findings against the truth: same site, type and subject, opened while it was true. `reopened` tells by id when a
 * finding opened again: each of these times counts as its opening does.
 */
export function compareWithTruth(
  truths: readonly Truth[],
  findings: readonly Printed[],
  reopened: ReadonlyMap<string, readonly EpochMs[]> = new Map(),
): Comparison {
  const sightings = findings.flatMap((finding) =>
    [Date.parse(finding.detected_at), ...(reopened.get(finding.id) ?? [])].map((at) => ({ finding, at })),
  );
  const byKey = Map.groupBy(sightings, ({ finding }) => keyOf(finding));
  const matches = new Map(
    truths.map((truth) => [
      truth,
      (byKey.get(keyOf(truth)) ?? []).filter((sighting) => isDuring(sighting, truth)),
    ]),
  );
  const explained = new Set([...matches.values()].flat());
  const stray = sightings.filter((sighting) => !explained.has(sighting));
  const detections = [...matches].flatMap(([truth, [first]]) =>
    first === undefined ? [] : { truth, ...first, delay: first.at - Date.parse(truth.start) },
  );
  const missed = truths.filter((truth) => matches.get(truth)?.length === 0);
  const types = [...new Set([...truths, ...findings].map(({ finding_type }) => finding_type))].sort();
  return {
    types: types.map((type) => resultOf(type, { truths, findings, sightings, matches, stray, detections })),
    detections,
    missed,
    unexplained: [...new Set(stray.map(({ finding }) => finding))],
  };
}

type Matched = {
  readonly truths: readonly Truth[];
  readonly findings: readonly Printed[];
  readonly sightings: readonly Sighting[];
  readonly matches: ReadonlyMap<Truth, readonly Sighting[]>;
  readonly stray: readonly Sighting[];
  readonly detections: readonly Detection[];
};

function resultOf(type: string, matched: Matched): TypeResult {
  const { truths, findings, sightings, matches, stray, detections } = matched;
  const isOfType = ({ finding_type }: Named): boolean => finding_type === type;
  const own = truths.filter(isOfType);
  const found = detections.filter(({ truth }) => isOfType(truth));
  const ids = (truth: Truth) => new Set(matches.get(truth)?.map(({ finding }) => finding.id));
  return {
    finding_type: type,
    truths: own.length,
    found: found.length,
    twice: own.filter((truth) => ids(truth).size > 1).length,
    findings: findings.filter(isOfType).length,
    openings: sightings.filter(({ finding }) => isOfType(finding)).length,
    unexplained: stray.filter(({ finding }) => isOfType(finding)).length,
    delays: found.map(({ delay }) => delay).sort((a, b) => a - b),
  };
}

function isDuring({ finding, at }: Sighting, truth: Truth): boolean {
  const end = truth.end === null ? Number.POSITIVE_INFINITY : Date.parse(truth.end);
  return (
    at >= Date.parse(truth.start) - TOLERANCE &&
    at <= end + LATEST &&
    Date.parse(finding.condition_started_at) <= end
  );
}
