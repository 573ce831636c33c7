import { z } from 'zod';
import { BASELINE_LEVELS, type Evidence } from '#core/model/evidence.ts';

const text = z.string();
const maybe = text.nullable();
const count = z.number();
const place = { lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) };

const Baseline = z.object({
  metric: text,
  kind: z.enum(['COUNT', 'GAUGE']),
  hour_of_week: count,
  window: z.object({ start: text, end: text, observed: count, expected: count }),
  bucket: z.object({ start: text, observed: count, expected: count, low: count, high: count }),
  score: count,
  threshold: count,
  scale: z.enum(['DAY', 'SAMPLE']),
  sensitivity: z.enum(['LOW', 'MEDIUM', 'HIGH']),
  sample_z: count.nullable(),
  state: z.enum(['learning', 'pooled', 'stable']),
  samples: count,
  weeks: count,
  level: z.enum(BASELINE_LEVELS),
  shares: z.record(z.enum(BASELINE_LEVELS), count),
  same_hour: z.array(z.object({ start: text, observed: count.nullable() })),
});

const Tour = z.object({
  id: text,
  tour: text,
  run: maybe,
  status: text,
  started_at: maybe,
  ended_at: maybe,
  people: maybe,
  checkpoint_coverage: count.nullable(),
  checkpoints: z.array(z.object({ code: text, scanned_at: maybe, event: maybe })),
  manual: z.literal(true).exactOptional(),
  scheduled_start: text.exactOptional(),
  noted_at: text.exactOptional(),
  noted_by: text.exactOptional(),
  reason: text.exactOptional(),
});

/** Evidence (FORMATS section 3) that comes from somewhere else, and is not taken at its word. */
export const EvidenceDto = z.object({
  collection_window: z.object({ start: z.iso.datetime(), end: z.iso.datetime(), duration_minutes: count }),
  location_history: z.array(
    z.object({ ...place, timestamp: text, accuracy: count.nullable(), people_id: maybe, event: text }),
  ),
  task_logs: z.array(
    z.object({
      ...{ id: text, status: text, people: maybe, timestamp: text },
      ...{ due: maybe, title: maybe, event: text },
    }),
  ),
  tour_logs: z.array(Tour),
  alert_history: z.array(
    z.object({
      ...{ id: text, severity: maybe, type: maybe, timestamp: text, event: maybe },
      origin: z.enum(['VIGIL', 'RECEIVED']),
      message: maybe.exactOptional(),
    }),
  ),
  guard_status: z.array(
    z.object({
      people_id: text,
      name: text,
      last_seen: maybe,
      phone_active: z.boolean(),
      last_location: z.object({ ...place, timestamp: text, accuracy: count.nullable() }).nullable(),
      on_duty: z.boolean(),
      checked_in_at: maybe,
      battery: count.nullable(),
      device_status: maybe,
    }),
  ),
  signal_counts: z.record(text, count),
  baseline_profile: Baseline.exactOptional(),
  required: z.array(z.object({ name: text, present: z.boolean(), why: maybe })),
}) satisfies z.ZodType<Evidence>;
