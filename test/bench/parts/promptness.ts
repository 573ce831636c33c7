import type { Cadence } from '#core/model/audit-config.ts';
import { CADENCES } from '#core/model/audit-config.ts';
import type { Site } from '#core/model/site.ts';
import { MINUTE, SECOND } from '#core/model/time.ts';
import { periodOf } from '#core/schedule/due.ts';
import type { Detection } from '#test/kit/truth.ts';
import type { Call, Deliveries } from './deliveries.ts';

/** A detection with what it was allowed to take. */
export type Judged = Detection & {
  /** Milliseconds: one turn of the rule's cadence at its site, a minute for a lone worker, a second for a call for help. */
  readonly limit: number;
  /** Milliseconds: for a call for help from its receipt, else from the start of the truth. */
  readonly taken: number;
  /** It took longer, and data of the site came late meanwhile. */
  readonly late_data: boolean;
};

/** Truth is told in whole seconds. */
const TOLERANCE = SECOND;
/** Which sites share a source is not asked: where no site is named, the default period holds. */
const SOURCE_PERIOD = 5 * MINUTE;

/** Holds each detection against the time that its rule has (goals of issue 3). */
export function judgePromptness(
  detections: readonly Detection[],
  sites: readonly Site[],
  deliveries: Deliveries,
): readonly Judged[] {
  const byCode = new Map(sites.map((site) => [site.code, site]));
  return detections.map((detection) => {
    const { site } = detection.truth;
    const limit = limitOf(detection, site === null ? null : (byCode.get(site) ?? null));
    const received = receiptOf(detection, deliveries.calls);
    const taken = received === null ? detection.delay : Math.max(0, detection.at - received);
    const late_data = taken > limit + TOLERANCE && cameLate(detection, deliveries);
    return { ...detection, limit, taken, late_data };
  });
}

/** True when the detection came in time. */
export const isPrompt = ({ taken, limit }: Judged): boolean => taken <= limit + TOLERANCE;

function limitOf({ truth, finding }: Detection, site: Site | null): number {
  if (truth.finding_type === 'DURESS') return 0;
  if (truth.finding_type === 'LONE_WORKER_OVERDUE') return MINUTE;
  if (site === null || !isCadence(finding.cadence)) return SOURCE_PERIOD;
  return periodOf(site.audit, finding.cadence);
}

const isCadence = (name: string): name is Cadence => CADENCES.some((cadence) => cadence === name);

/** When the call that a DURESS tells of was received; null for what is no call. */
function receiptOf({ truth }: Detection, calls: readonly Call[]): number | null {
  if (truth.finding_type !== 'DURESS') return null;
  const start = Date.parse(truth.start);
  const own = calls.filter(({ site, ts }) => site === truth.site && Math.abs(ts - start) <= TOLERANCE);
  return own.length === 0 ? null : Math.min(...own.map(({ received_at }) => received_at));
}

/** Something of the site's that had happened by the detection was received only after the truth had begun. */
function cameLate({ truth, at }: Detection, { late }: Deliveries): boolean {
  const start = Date.parse(truth.start);
  return (late.get(truth.site ?? '') ?? []).some(
    ({ ts, received_at }) => ts <= at && received_at > start && received_at <= at,
  );
}
