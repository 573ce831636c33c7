import { generateKeyPairSync, sign } from 'node:crypto';
import { BundleView } from '#contract/bundle-view.ts';
import type { TrailRowDto } from '#contract/trail.ts';
import { type Part, sealBundle } from '#core/bundle/seal.ts';
import type { Signer } from '#core/bundle/tools.ts';
import { HOUR, MINUTE, SECOND, toIso } from '#core/model/time.ts';
import { GENESIS, linkText, payloadPart, payloadText } from '#core/trail/chain.ts';
import { bundleTools } from '#main/adapters/system/bundle-tools.ts';
import type { Collected } from '#main/services/bundles/collected.ts';
import { findingWith } from './finding.ts';

const AT = Date.parse('2026-01-05T04:10:00Z');
const LAT = 12.97123;
const LON = 77.59456;

/** What must not be in a redacted bundle: each stands in it somewhere. */
export const PERSONAL = ['Joanna Doe', '+91 98450 12345', 'Ada Lovelace', 'Bea Stone', '12.97', '77.59'];

/** A page that shows nothing. */
export const PAGE_FILES = { script: 'void 0;', style: 'body{margin:0}' };

/** A key pair of somebody's. */
export function signer(): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)),
    sign: (message) => new Uint8Array(sign(null, message, privateKey)),
  };
}

/** A sealed bundle of any parts. */
export const sealed = (parts: readonly Part[], by: Signer = signer()): Promise<Uint8Array> =>
  sealBundle(
    parts,
    {
      ...{ finding: 'F-1', site: 'S-1', title: 'Site silent', made_at: toIso(AT), made_by: 'local:ada' },
      ...{ verified: false, program: 'Vigil test', redacted: false, trail_head: { seq: 0, hash: GENESIS } },
    },
    by,
    bundleTools,
  );

const sha256 = (text: string) => bundleTools.sha256(new TextEncoder().encode(text));

/** A chained row after another one. */
export function trailRow(
  before: Pick<TrailRowDto, 'seq' | 'hash'>,
  given: Pick<TrailRowDto, 'at' | 'actor' | 'action' | 'reason'> & { readonly after: unknown },
): TrailRowDto {
  const { after, ...told } = given;
  const link = {
    ...{ seq: before.seq + 1, ...told, verified: 1, entity: 'finding', entity_id: 'F-1' },
    payload_hash: sha256(payloadText({ before: null, after: payloadPart(after) })),
    ...{ previous_hash: before.hash, hash: '' },
  };
  return {
    ...{ ...link, verified: true, hash: sha256(linkText(link)) },
    payload: { before: null, after },
  };
}

/**
 * A finding of a long night: `points` fixes of four guards in each of its five captures, tours with checkpoints, a checklist with notes, and a trail, with
 * names, numbers and positions wherever there can be any.
 */
export function busyCollected(points = 2_000): Collected {
  const trail: TrailRowDto[] = [];
  for (let index = 0; index < 120; index++)
    trail.push(trailRow(trail.at(-1) ?? { seq: 0, hash: GENESIS }, told(index)));
  const head = trail.at(-1) ?? { seq: 0, hash: GENESIS };
  return {
    view: BundleView.parse(viewOf(points, trail)),
    trail,
    head: { seq: head.seq, hash: head.hash },
    made: { seq: head.seq, at: AT + 2 * HOUR, actor: 'Ada Lovelace', verified: true },
  };
}

const told = (index: number) => ({
  at: AT + index * MINUTE,
  actor: index % 3 === 0 ? 'system' : 'Ada Lovelace',
  action: ['finding.opened', 'finding.noted', 'finding.acknowledged'][index % 3] ?? '',
  reason: index % 3 === 0 ? 'opened' : 'Joanna Doe called from +91 98450 12345',
  after: { status: 'ACKNOWLEDGED', acknowledged_by: 'Ada Lovelace', note: 'Joanna Doe' },
});

function viewOf(points: number, trail: readonly TrailRowDto[]): BundleView {
  const finding = findingWith({
    ...{ id: 'F-1', finding_type: 'SILENT_SITE', severity: 'CRITICAL', title: 'Site silent', subject: '' },
    message: 'No phone, GPS or task activity since 03:05',
    ...{ condition_started_at: AT - HOUR, detected_at: AT, last_seen_at: AT + 50 * MINUTE, occurrences: 11 },
    ...{ status: 'RESOLVED', condition: 'CLEARED', cleared_at: AT + HOUR, resolved_at: AT + 70 * MINUTE },
    ...{ acknowledged_by: 'Ada Lovelace', acknowledged_at: AT + 3 * MINUTE, resolved_by: 'Ada Lovelace' },
    ...{
      disposition: 'TRUE_POSITIVE',
      resolution_note: 'Joanna Doe had fallen asleep',
      assigned_to: 'Bea Stone',
    },
    explanation: {
      rule: 'silent-site',
      text: 'No phone, GPS, task, scan or check-in event for 65 min.',
      values: [{ name: 'silence', value: 65, unit: 'min', limit: 60, set_at: 'CLIENT C-1' }],
      since: AT - HOUR,
      clears_when: 'any event arrives',
    },
  });
  return {
    finding: {
      ...finding,
      flaps: [],
      explanation: { ...finding.explanation, values: [...finding.explanation.values] },
    },
    ...{ site_name: 'Riverbank North', timezone: 'Asia/Kolkata', children: [] },
    instructions: 'Ring Joanna Doe on +91 98450 12345.',
    runbook: {
      ...{
        finding_type: 'SILENT_SITE',
        title: 'A silent site',
        category: 'SECURITY',
        severity: 'HIGH',
        version: 3,
      },
      description: 'Find out whether anybody is there. The control room is +91 98450 12345.',
      ...{ evidence_required: ['tour_log'], escalation_sla_minutes: 15, escalate_to_role: 'supervisor' },
      steps: ['Call the guard', 'Call the site', 'Send the patrol'].map((text, index) => ({
        ...{ text, expected_minutes: 5, requires_note: index === 1 },
      })),
      ...{ auto_actions: [], auto_action_enabled: false, low_risk: false },
    },
    steps: [0, 1].map((step) => ({
      ...{ step, done_at: AT + (step + 4) * MINUTE, done_by: 'Ada Lovelace', verified: true },
      note: step === 1 ? 'Bea Stone answered on +91 98450 12345' : null,
    })),
    dispatches: [
      {
        ...{ id: 'D-1', who: 'Bea Stone', note: 'to the north gate', sent_at: AT + 10 * MINUTE },
        ...{ sent_by: 'Ada Lovelace', arrived_at: AT + 30 * MINUTE, arrived_by: 'Ada Lovelace' },
        ...{ called_off_at: null, called_off_by: null, called_off_reason: null },
      },
    ],
    evidence: (['OPENED', 'ESCALATED', 'LATE_DATA', 'BY_HAND', 'RESOLVED'] as const).map(
      (capture, index) => ({
        ...{ capture, at: AT + index * 10 * MINUTE, sha256: String(index).repeat(64) },
        evidence: evidenceOf(points, AT + index * 10 * MINUTE),
      }),
    ),
    timeline: trail.map(({ seq, at, actor, verified, action, reason, payload }) => ({
      ...{ seq, at, actor, verified, action, reason, before: null },
      after: payload?.after as Record<string, unknown>,
    })),
    place: placeOf(),
  };
}

/** The fixes of a quarter of the points each; their last digits are as noisy as those of a phone. */
function evidenceOf(points: number, end: number): BundleView['evidence'][number]['evidence'] {
  const start = end - 2 * HOUR;
  return {
    collection_window: { start: toIso(start), end: toIso(end), duration_minutes: 120 },
    location_history: Array.from({ length: points }, (_, index) => ({
      lat: LAT + Math.round(1e6 * 0.001 * Math.sin(index / 40 + (index % 4))) / 1e6,
      lon: LON + Math.round(1e6 * 0.001 * Math.cos(index / 55 + (index % 4))) / 1e6,
      timestamp: toIso(start + Math.floor((index * 7_200) / points) * SECOND),
      accuracy: 5 + ((index * 7) % 11),
      people_id: `G-${index % 4}`,
      event: `${start}-${index}`,
    })),
    task_logs: [
      {
        ...{ id: 'K-1', status: 'ASSIGNED', people: 'G-1', timestamp: toIso(start) },
        ...{ due: toIso(end), title: 'Ask Joanna Doe', event: 'e' },
      },
    ],
    tour_logs: Array.from({ length: 6 }, (_, index) => ({
      ...{ id: `R-${index}`, tour: 'T-1', run: `R-${index}`, status: index === 5 ? 'STARTED' : 'COMPLETED' },
      started_at: toIso(start + index * 15 * MINUTE),
      ended_at: index === 5 ? null : toIso(start + index * 15 * MINUTE + 10 * MINUTE),
      ...{ people: 'G-1', checkpoint_coverage: index === 5 ? 0.5 : 1 },
      checkpoints: ['C-1', 'C-2', 'C-3', 'C-4'].map((code, place) => ({
        code,
        scanned_at: index === 5 && place > 1 ? null : toIso(start + (index * 15 + place * 2) * MINUTE),
        event: null,
      })),
    })),
    alert_history: [
      {
        ...{ id: 'A-1', severity: 'HIGH', type: 'panel', timestamp: toIso(start), event: 'a' },
        ...{ origin: 'RECEIVED', message: '=HYPERLINK("Joanna Doe")' },
      },
    ],
    guard_status: Array.from({ length: 4 }, (_, index) => ({
      ...{ people_id: `G-${index}`, name: index === 0 ? 'Joanna Doe' : `Bea Stone ${index}` },
      ...{ last_seen: toIso(end), phone_active: true, on_duty: true, checked_in_at: toIso(start) },
      last_location: { lat: LAT, lon: LON, timestamp: toIso(end), accuracy: 8 },
      ...{ battery: 80 - index, device_status: 'ONLINE' },
    })),
    signal_counts: { phone_events: 12, location_updates: points },
    required: [{ name: 'tour_log', present: true, why: null }],
  };
}

const placeOf = (): BundleView['place'] => ({
  ...{ site: 'S-1', name: 'Riverbank North', timezone: 'Asia/Kolkata' },
  location: { lat: LAT, lon: LON },
  geofence: { radius_m: 150 },
  checkpoints: ['C-1', 'C-2', 'C-3', 'C-4'].map((code, index) => ({
    ...{ code, name: `Gate ${index + 1}`, radius_m: 25, tours: ['T-1'] },
    lat: LAT + 0.0008 * (index < 2 ? 1 : -1),
    lon: LON + 0.0008 * (index % 2 === 0 ? 1 : -1),
  })),
  tours: [{ code: 'T-1', minutes: 60 }],
  plan: null,
});
