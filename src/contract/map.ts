import { z } from 'zod';
import type { Geofence } from '#core/model/site.ts';

const instant = z.number().int();

export const LatLonDto = z.object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) });

/** What a drawing of a site may be. */
export const PLAN_MEDIA = ['image/png', 'image/jpeg', 'image/webp'] as const;
/** The largest drawing of a site, in bytes: in base64 it fits into one frame of a page. */
export const LARGEST_PLAN = 640 * 1024;
/** The most that is read of the map file at once, in bytes. */
export const LONGEST_MAP_READ = 512 * 1024;

/** The drawing of a site, laid on the map by its north-west and south-east corners. */
export const SitePlanDto = z.object({
  name: z.string(),
  media_type: z.enum(PLAN_MEDIA),
  base64: z.string(),
  nw: LatLonDto,
  se: LatLonDto,
});
export type SitePlanDto = z.output<typeof SitePlanDto>;

/** What stands still at a site, as its configuration has it now. */
export const SitePlace = z.object({
  site: z.string(),
  name: z.string(),
  timezone: z.string(),
  location: LatLonDto.nullable(),
  geofence: z.custom<Geofence>((value) => typeof value === 'object' && value !== null).nullable(),
  checkpoints: z.array(
    LatLonDto.extend({
      code: z.string(),
      name: z.string(),
      /** Metres. */
      radius_m: z.number(),
      /** Codes of the tours that it belongs to. */
      tours: z.array(z.string()),
    }),
  ),
  /** How long each tour may take with its grace, in minutes. */
  tours: z.array(z.object({ code: z.string(), minutes: z.number() })),
  plan: SitePlanDto.nullable(),
});
export type SitePlace = z.output<typeof SitePlace>;

/** The newest fix of a person. */
export const PersonPosition = LatLonDto.extend({
  person: z.string(),
  at: instant,
  /** Metres, null when the device did not say. */
  accuracy: z.number().nullable(),
});
export type PersonPosition = z.output<typeof PersonPosition>;

const site = z.string().min(1).max(64);

export const mapMethods = {
  /** The map file that an administrator added to the data folder. `unreadable`: `reason` says why in a sentence. */
  'map.info': {
    kind: 'query',
    input: z.object({}),
    output: z.object({
      state: z.enum(['absent', 'present', 'unreadable']),
      bytes: z.number().int().nullable(),
      modified: instant.nullable(),
      reason: z.string().nullable(),
    }),
  },
  /** A part of the map file, shorter where the file ends. */
  'map.read': {
    kind: 'query',
    input: z.object({
      offset: z.number().int().min(0),
      length: z.number().int().min(1).max(LONGEST_MAP_READ),
    }),
    output: z.object({ base64: z.string() }),
  },
  'sites.map': { kind: 'query', input: z.object({ site }), output: SitePlace },
  /** The newest fix of everybody who had one at the site in the last 24 hours, newest first. */
  'sites.positions': {
    kind: 'query',
    input: z.object({ site }),
    output: z.object({ at: instant, positions: z.array(PersonPosition) }),
  },
  /** Says that somebody looks at where the guards of a site went; one row of the trail per person, site, finding and hour. */
  'sites.look': {
    kind: 'command',
    input: z.object({ site, finding: z.string().max(100).nullable().default(null) }),
    output: z.object({ noted: z.boolean() }),
  },
  'sites.set_plan': {
    kind: 'command',
    input: z.object({
      site,
      name: z.string().trim().min(1).max(200),
      media_type: z.enum(PLAN_MEDIA),
      base64: z.base64().max(Math.ceil(LARGEST_PLAN / 3) * 4),
      nw: LatLonDto,
      se: LatLonDto,
    }),
    output: z.object({ site: z.string() }),
  },
  'sites.remove_plan': {
    kind: 'command',
    input: z.object({ site }),
    output: z.object({ removed: z.boolean() }),
  },
} as const;
