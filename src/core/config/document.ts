import { z } from 'zod';
import { SharedAuditDocument, SiteAuditDocument } from './audit-schema.ts';
import {
  code,
  latitude,
  localDate,
  longitude,
  numberBetween,
  textUpTo,
  timeZone,
  wholeNumber,
  yesOrNo,
} from './fields.ts';
import { GeofenceDocument } from './geofence-schema.ts';
import { runbookList } from './runbook-schema.ts';
import { distinct, exactly, listOf, mapOf } from './shapes.ts';
import { ShiftDocument, tourStarts } from './window-schema.ts';

const roleName = textUpTo(64);
const LatLonDocument = exactly({ lat: latitude, lon: longitude });

const HolidayDocument = exactly({ date: localDate, name: textUpTo(200) });
const RoleContactDocument = exactly({
  name: textUpTo(200).optional(),
  phone: textUpTo(40).optional(),
  email: textUpTo(254).optional(),
  action: textUpTo(64).optional(),
});
const ContactDocument = exactly({
  role: roleName,
  name: textUpTo(200),
  phone: textUpTo(40).optional(),
  hours: textUpTo(200).optional(),
});

const PersonDocument = exactly({
  code,
  name: textUpTo(200).optional(),
  role: roleName.optional(),
  phone: textUpTo(40).optional(),
  lone_worker: exactly({
    check_in_minutes: wholeNumber(1, 1_440),
    grace_minutes: wholeNumber(0, 1_440).optional(),
  }).optional(),
});
const DeviceDocument = exactly({
  code,
  kind: textUpTo(40).optional(),
  person: code.optional(),
  external_id: textUpTo(200).optional(),
});
const CheckpointDocument = exactly({
  code,
  name: textUpTo(200).optional(),
  lat: latitude,
  lon: longitude,
  radius_m: numberBetween(1, 10_000).optional(),
});
const TourDocument = exactly({
  code,
  name: textUpTo(200).optional(),
  mandatory: yesOrNo.optional(),
  starts: tourStarts,
  duration_minutes: wholeNumber(1, 1_440),
  grace_minutes: wholeNumber(0, 1_440).optional(),
  checkpoints: listOf(CheckpointDocument, 'checkpoints').optional(),
});

/** What tenant, client and site may all carry beside `audit`. */
const everyScope = {
  holidays: listOf(HolidayDocument, 'holidays').optional(),
  escalation_roles: mapOf(roleName, listOf(RoleContactDocument, 'contacts'), 'contacts by role').optional(),
};

/** One site as the file has it. Every field but the code may be absent: a stored site then keeps what it has, a new one needs name and time zone. */
export const SiteDocument = exactly({
  code,
  name: textUpTo(200).optional(),
  timezone: timeZone.optional(),
  location: LatLonDocument.nullable().optional(),
  geofence: GeofenceDocument.nullable().optional(),
  priority: wholeNumber(1, 5).optional(),
  active: yesOrNo.optional(),
  audit: SiteAuditDocument.optional(),
  ...everyScope,
  people: listOf(PersonDocument, 'people').optional(),
  devices: listOf(DeviceDocument, 'devices').optional(),
  shifts: listOf(ShiftDocument, 'shifts').optional(),
  tours: listOf(TourDocument, 'tours').optional(),
  sources: distinct(code, 'source codes').optional(),
  groups: distinct(textUpTo(64), 'group names').optional(),
  site_plan: exactly({ file: textUpTo(500), nw: LatLonDocument, se: LatLonDocument })
    .nullable()
    .optional(),
  contacts: listOf(ContactDocument, 'contacts').optional(),
  instructions: mapOf(textUpTo(80), textUpTo(20_000), 'instructions by finding type').optional(),
});

const ownFields = {
  code,
  name: textUpTo(200).optional(),
  audit: SharedAuditDocument.optional(),
  ...everyScope,
};
export const ClientDocument = exactly({ ...ownFields, sites: listOf(SiteDocument, 'sites').optional() });
export const TenantDocument = exactly({
  ...ownFields,
  clients: listOf(ClientDocument, 'clients').optional(),
});

/** The configuration file (FORMATS section 1). */
export const ConfigurationDocument = exactly({
  version: z.literal(1, { error: '1' }),
  tenants: listOf(TenantDocument, 'tenants').optional(),
  runbooks: runbookList.optional(),
});

export type ConfigurationDocument = z.output<typeof ConfigurationDocument>;
export type TenantDocument = z.output<typeof TenantDocument>;
export type ClientDocument = z.output<typeof ClientDocument>;
export type SiteDocument = z.output<typeof SiteDocument>;
export type PersonDocument = z.output<typeof PersonDocument>;
export type DeviceDocument = z.output<typeof DeviceDocument>;
export type TourDocument = z.output<typeof TourDocument>;
export type HolidayDocument = z.output<typeof HolidayDocument>;

/** What a tenant, client or site says for all below it, without its children. */
export type ScopeSettings = Pick<SiteDocument, 'audit' | 'holidays'>;
