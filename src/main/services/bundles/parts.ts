import type { BundleView } from '#contract/bundle-view.ts';
import { geojsonOf } from '#core/bundle/geojson.ts';
import { gpxOf } from '#core/bundle/gpx.ts';
import { type Part, textPart } from '#core/bundle/seal.ts';
import { TRAIL, trailLines } from '#core/bundle/trail-rows.ts';
import { walkedIn } from '#core/bundle/walked.ts';
import { findingRecord } from '#core/model/finding-record.ts';
import { toIso } from '#core/model/time.ts';
import type { Content } from './redacted.ts';
import { tablesOf } from './tables.ts';

/** Every part of a bundle but its page and those that seal it: for programs, for maps, for spreadsheets. */
export function partsOf({ view, trail }: Content): readonly Part[] {
  const points = walkedIn(view.evidence.map(({ evidence }) => evidence));
  return [
    json('finding.json', documentOf(view)),
    json(
      'evidence.json',
      view.evidence.map(({ at, ...capture }) => ({ ...capture, at: toIso(at) })),
    ),
    textPart(TRAIL, trailLines(trail)),
    ...(points.length === 0 ? [] : [textPart('trail.gpx', gpxOf(view.finding.id, points))]),
    ...(points.length === 0 && view.place?.location == null
      ? []
      : [textPart('geo.geojson', geojsonOf(view.place, points))]),
    ...planOf(view),
    ...tablesOf(view),
  ];
}

const json = (name: string, value: unknown): Part => textPart(name, `${JSON.stringify(value, null, 1)}\n`);

/** The finding as FORMATS section 3 has it, with what was done about it. */
const documentOf = ({ finding, runbook, steps, dispatches, site_name, timezone, children }: BundleView) => ({
  ...findingRecord(finding),
  ...{ site_name, timezone, children },
  runbook,
  checklist: steps.map(({ done_at, step, ...tick }) => ({
    step: step + 1,
    ...tick,
    done_at: toIso(done_at),
  })),
  dispatches: dispatches.map((each) => ({
    ...each,
    sent_at: toIso(each.sent_at),
    arrived_at: each.arrived_at && toIso(each.arrived_at),
    called_off_at: each.called_off_at && toIso(each.called_off_at),
  })),
});

/** What a part that is the drawing of the site is called, but for its kind. */
const PLAN = 'site-plan.';

/** The drawing of the site, as the image that it is. */
function planOf({ place }: BundleView): readonly Part[] {
  if (place?.plan == null) return [];
  const { media_type, base64 } = place.plan;
  const content = new Uint8Array(Buffer.from(base64, 'base64'));
  return [{ name: `${PLAN}${media_type.replace('image/', '')}`, content }];
}
