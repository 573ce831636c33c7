import { expect, it } from 'vitest';
import type { Fleet } from '#core/config/fleet.ts';
import type { Site } from '#core/model/site.ts';
import { siteWith } from '#test/kit/site.ts';
import { readRecord } from './foreign/read-record.ts';
import { NO_SITE } from './foreign/sent.ts';
import { type AttendedSince, createPlacing } from './placing.ts';

const person = { id: 1, code: 'G-1', name: 'G-1', role: 'guard', phone: null, lone_worker: null };
const phone = { id: 1, code: 'D-1', kind: 'phone', person: 'G-1', external_id: '123456' };
const nights = { person: 'G-1', kind: 'WEEKLY', days: ['MON'], start: '18:00', end: '06:00' } as const;
const north = siteWith({ id: 1, code: 'A-NORTH', people: [person], devices: [phone] });
const south = siteWith({ id: 2, code: 'B-SOUTH', people: [person], shifts: [nights] });
const other = siteWith({
  id: 3,
  code: 'C-OTHER',
  tenant: 'OTHER',
  tenant_id: 2,
  devices: [{ ...phone, person: null }],
});
const panel = siteWith({
  id: 4,
  code: 'D-PANEL',
  devices: [{ ...phone, code: '999', person: null, external_id: null }],
});

const fleetOf = (...sites: Site[]): Fleet => ({
  sites,
  byCode: new Map(sites.map((site) => [site.code, site])),
  byId: new Map(sites.map((site) => [site.id, site])),
  version: 1,
});
const placing = createPlacing(fleetOf(north, south, other, panel));
const nobody: AttendedSince = () => null;
const MONDAY_NIGHT = '2026-11-02T22:00:00Z';
const TUESDAY_NOON = '2026-11-03T12:00:00Z';

function place(at: string, uniqueId = '123456', tenant: string | null = 'ACME', since = nobody) {
  const position = { deviceTime: at, fixTime: at, latitude: 1, longitude: 2 };
  const read = readRecord({ position, device: { uniqueId } }, 'traccar', { at: Date.parse(at) });
  const [sent] = read.ok ? read.sent : [];
  if (sent === undefined) throw new Error('nothing was read');
  const { site, device, person: carrier } = placing.place(sent, tenant, since);
  return { site, device, person: carrier };
}

it('places a device at its home when its person is neither signed in nor rostered', () => {
  expect(place(TUESDAY_NOON)).toEqual({ site: 'A-NORTH', device: 'D-1', person: 'G-1' });
});

it('prefers the site at which its person is rostered', () => {
  expect(place(MONDAY_NIGHT).site).toBe('B-SOUTH');
});

it('prefers to both the site at which its person signed in last', () => {
  const both: AttendedSince = ({ code }) => (code === 'A-NORTH' ? 2 : 1);
  expect(place(MONDAY_NIGHT, '123456', 'ACME', both).site).toBe('A-NORTH');
  const southOnly: AttendedSince = ({ code }) => (code === 'B-SOUTH' ? 1 : null);
  expect(place(TUESDAY_NOON, '123456', 'ACME', southOnly).site).toBe('B-SOUTH');
});

it('knows a device by our own code too, and one that nobody carries by its site', () => {
  expect(place(TUESDAY_NOON, 'D-1').site).toBe('A-NORTH');
  expect(place(TUESDAY_NOON, '999')).toEqual({ site: 'D-PANEL', device: '999', person: null });
});

it('looks only among the devices of the tenant, and without one takes no name that two tenants have', () => {
  expect(place(TUESDAY_NOON, '123456', 'OTHER').site).toBe('C-OTHER');
  expect(place(TUESDAY_NOON, '999', 'OTHER').site).toBe(NO_SITE);
  expect(place(TUESDAY_NOON, '123456', null).site).toBe(NO_SITE);
  expect(place(TUESDAY_NOON, '999', null).site).toBe('D-PANEL');
});

it('leaves an event that comes again where it was stored, wherever its person is by now', () => {
  const position = { deviceTime: TUESDAY_NOON, fixTime: TUESDAY_NOON, latitude: 1, longitude: 2 };
  const read = readRecord({ position, device: { uniqueId: '123456' } }, 'traccar', { at: 0 });
  const [sent] = read.ok ? read.sent : [];
  if (sent === undefined) throw new Error('nothing was read');
  const placedWhere = (stored: string) =>
    placing.place(sent, 'ACME', nobody, (event, { code }) => code === stored && event.site === stored).site;
  expect(placedWhere('B-SOUTH')).toBe('B-SOUTH');
  expect(placedWhere('A-NORTH')).toBe('A-NORTH');
  expect(placedWhere('C-OTHER')).toBe('A-NORTH');
});
