import { describe, expect, it } from 'vitest';
import { fleetDocument, recordsOf, siteDocument } from '#test/kit/fleet.ts';
import { checkAcross } from './check-across.ts';
import type { ConfigurationDocument, SiteDocument } from './document.ts';
import { placeOf } from './problem.ts';

const asFile = (document: unknown, name = 'file') => ({ name, document, columns: null });

/** Problems of a document held against what is stored: place, found, expected. */
const check = (document: unknown, stored: ConfigurationDocument = { version: 1 }) =>
  checkAcross([asFile(document)], recordsOf(stored)).map(
    ({ problem }) => [placeOf(problem.path), problem.found, problem.expected] as const,
  );
const places = (document: unknown, stored?: ConfigurationDocument) =>
  check(document, stored).map(([place]) => place);

const sites = (...list: Partial<SiteDocument>[]): ConfigurationDocument =>
  fleetDocument({ sites: list.length, site: (index) => ({ ...list[index] }) });
const SITE = 'tenants[0].clients[0].sites[0]';

describe('codes that must be one', () => {
  it('refuses a site code twice, also in two files', () => {
    expect(places(sites({ code: 'A' }, { code: 'A' }))).toContain('tenants[0].clients[0].sites[1].code');
    const [first, second] = [asFile(sites({ code: 'A' }), 'one'), asFile(sites({ code: 'A' }), 'two')];
    const [problem] = checkAcross([first, second], []);
    expect([problem?.file.name, problem?.problem.expected]).toEqual([
      'two',
      `a code of its own: one, ${SITE} has this one`,
    ]);
  });

  it('speaks of rows where the file is a table', () => {
    const table = { ...asFile(sites({ code: 'A' }, { code: 'A' }), 'table'), columns: [] };
    expect(checkAcross([table], [])[0]?.problem.expected).toBe('a code of its own: another row has this one');
  });

  it('lets two files write parts of one tenant and client', () => {
    const files = [asFile(sites({ code: 'A' }), 'one'), asFile(sites({ code: 'B' }), 'two')];
    expect(checkAcross(files, [])).toEqual([]);
  });

  it('refuses a tenant or a client twice in one file', () => {
    const [tenant] = sites({}).tenants ?? [];
    expect(places({ version: 1, tenants: [tenant, { ...tenant, clients: [] }] })).toEqual([
      'tenants[1].code',
    ]);
  });

  it('refuses people, devices, tours and checkpoints twice inside a site', () => {
    const [tour] = siteDocument().tours ?? [];
    const [checkpoint] = tour?.checkpoints ?? [];
    const document = sites({
      people: [{ code: 'P' }, { code: 'P' }],
      devices: [{ code: 'D' }, { code: 'D' }],
      shifts: [],
      tours: [
        { ...tour, checkpoints: [checkpoint, checkpoint] },
        { ...tour, checkpoints: [] },
      ],
    } as Partial<SiteDocument>); // the spread of a possibly missing tour has lost its type
    expect(places(document)).toEqual([
      `${SITE}.people[1].code`,
      `${SITE}.devices[1].code`,
      `${SITE}.tours[1].code`,
      `${SITE}.tours[0].checkpoints[1].code`,
    ]);
  });

  it('refuses a stored site under another client', () => {
    const stored = fleetDocument({ sites: 1, clientsPerTenant: 2 });
    const moved = fleetDocument({
      sites: 2,
      clientsPerTenant: 2,
      site: (i) => ({ code: i === 1 ? 'S-1' : 'S-9' }),
    });
    const [problem] = check(moved, stored);
    expect(problem).toEqual([
      'tenants[0].clients[1].sites[0].code',
      '"S-1"',
      expect.stringContaining('client C-1'),
    ]);
  });
});

describe('what a site needs', () => {
  it('asks a new site for name and time zone, and a stored one for neither', () => {
    const bare = {
      version: 1,
      tenants: [{ code: 'T-1', clients: [{ code: 'C-1', sites: [{ code: 'S-1' }] }] }],
    };
    expect(places(bare)).toEqual([`${SITE}.name`, `${SITE}.timezone`]);
    expect(places(bare, fleetDocument())).toEqual([]);
  });

  it('asks for a location where a fence is a radius', () => {
    expect(places(sites({ location: null }))).toEqual([`${SITE}.location`]);
  });

  it('refuses an unknown person in a shift or a device, with the one that was meant', () => {
    const document = sites({
      people: [{ code: 'G-101' }],
      shifts: [{ person: 'G-110', days: ['MON'], start: '18:00', end: '06:00' }],
      devices: [{ code: 'D-1', person: 'nobody' }],
    });
    expect(check(document)).toEqual([
      [`${SITE}.shifts[0].person`, '"G-110"', expect.stringContaining('did you mean G-101?')],
      [`${SITE}.devices[0].person`, '"nobody"', 'the code of one of the people of this site'],
    ]);
  });

  it('refuses to end a person whom a stored shift still names', () => {
    const document = sites({ people: [] });
    const [tenant] = document.tenants ?? [];
    const fewer = {
      version: 1,
      tenants: [{ ...tenant, clients: [{ code: 'C-1', sites: [{ code: 'S-1', people: [] }] }] }],
    };
    expect(places(fewer, fleetDocument())).toEqual([`${SITE}.people`, `${SITE}.people`]);
  });
});

describe('people in a tenant', () => {
  const listed = (code: string, phone?: string): Partial<SiteDocument> => ({
    code,
    people: [{ code: 'G-1', ...(phone === undefined ? {} : { phone }) }],
    shifts: [],
    devices: [],
  });

  it('may be listed at several sites, with fewer fields too', () => {
    expect(check(sites(listed('A', '1'), listed('B', '1'), listed('C')))).toEqual([]);
  });

  it('may not differ between two sites', () => {
    expect(check(sites(listed('A', '1'), listed('B', '2')))).toEqual([
      ['tenants[0].clients[0].sites[1].people[0].phone', '"2"', '"1", as at site A'],
    ]);
  });

  it('may not differ from a stored site that the file leaves alone', () => {
    expect(places(sites(listed('A', '2')), sites(listed('B', '1')))).toEqual([`${SITE}.people[0].phone`]);
  });

  it('may share a code with a person of another tenant', () => {
    const document = fleetDocument({ sites: 2, tenants: 2, site: (i) => listed(`S-${i}`, String(i)) });
    expect(check(document)).toEqual([]);
  });
});

describe('signals that an audit block names', () => {
  const inTenant = (audit: object, siteAudit: SiteDocument['audit'] = {}) => {
    const document = sites({ audit: siteAudit });
    return { ...document, tenants: document.tenants?.map((tenant) => ({ ...tenant, audit })) };
  };

  it('may be custom metrics of a scope above', () => {
    const metrics = { custom_metrics: [{ name: 'door_opens' }] };
    expect(check(inTenant(metrics, { critical_signals: ['door_opens', 'phone_events'] }))).toEqual([]);
  });

  it('are refused when neither built in nor declared in scope', () => {
    const document = inTenant(
      { sensitivity: { door_opens: 'LOW', default: 'HIGH' } },
      {
        custom_metrics: [{ name: 'door_opens' }],
        critical_signals: ['phone_event'],
        signal_thresholds: { gates: { min_count: 1, window_minutes: 60 } },
      },
    );
    expect(check(document)).toEqual([
      ['tenants[0].audit.sensitivity.door_opens', '"door_opens"', expect.any(String)],
      [
        `${SITE}.audit.critical_signals[0]`,
        '"phone_event"',
        expect.stringContaining('did you mean phone_events?'),
      ],
      [`${SITE}.audit.signal_thresholds.gates`, '"gates"', expect.any(String)],
    ]);
  });

  it('keep a metric declared that a stored site still names', () => {
    const stored = {
      ...inTenant({ custom_metrics: [{ name: 'door_opens' }] }, { critical_signals: ['door_opens'] }),
      version: 1 as const,
    };
    const document = { version: 1, tenants: [{ code: 'T-1', audit: { custom_metrics: [] } }] };
    expect(check(document, stored)).toEqual([
      [
        'tenants[0].audit.custom_metrics',
        'no such metric',
        'the custom metric door_opens, because site S-1 names it',
      ],
    ]);
  });
});

it('tells mistakes of sense in a document whose form is wrong too', () => {
  const document = sites({
    people: [{ code: 'P' }],
    shifts: [{ person: 'Q', days: ['MON'], start: '1', end: '2' }],
  });
  const broken = { ...document, runbooks: 'none', tenants: [...(document.tenants ?? []), 7, { code: 3 }] };
  expect(places(broken)).toContain(`${SITE}.shifts[0].person`);
});
