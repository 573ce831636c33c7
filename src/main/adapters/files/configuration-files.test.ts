import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { fleetDocument } from '#test/kit/fleet.ts';
import { configurationFiles } from './configuration-files.ts';

const parse = (name: string, text: string) => configurationFiles.parse([{ name, text }]);
/** The problems of one file as line, field and what was expected. */
const problems = (name: string, text: string) =>
  parse(name, text).problems.map(({ line, field, expected }) => [line, field, expected]);

const HEAD = 'tenant,client,code,name,timezone,lat,lon,radius_m,priority,active';

describe('a configuration as text', () => {
  const document = fleetDocument({ sites: 3, tenants: 2 });

  it('is the same document in JSON and in YAML', () => {
    for (const [name, text] of [
      ['a.json', JSON.stringify(document)],
      ['a.yaml', stringify(document)],
      ['unnamed', JSON.stringify(document)],
      ['unnamed', `\uFEFF${stringify(document)}`],
    ] as const) {
      expect(parse(name, text)).toEqual({
        files: [{ name, document, columns: null }],
        beside: [],
        problems: [],
      });
    }
  });

  it('tells the place and the line of a wrong value, in JSON and in YAML', () => {
    const wrong = fleetDocument({ site: () => ({ timezone: 'Mars/Olympus' }) });
    for (const text of [JSON.stringify(wrong, null, 1), stringify(wrong)]) {
      const line = text.split('\n').findIndex((row) => row.includes('Mars')) + 1;
      expect(parse('a', text).problems).toEqual([
        {
          file: 'a',
          place: 'tenants[0].clients[0].sites[0].timezone',
          line,
          column: expect.any(Number),
          field: 'timezone',
          found: '"Mars/Olympus"',
          expected: 'an IANA time zone such as Europe/Berlin',
        },
      ]);
    }
  });

  it('tells a missing field at the object that lacks it', () => {
    const text = 'version: 1\ntenants:\n  - code: A\n    clients:\n      - name: no code\n';
    expect(problems('a.yaml', text)).toEqual([[5, 'code', expect.stringContaining('a code')]]);
  });

  it.each([
    ['a.json', '{"version": 1,\n"version": 1,\n"x": 1}'],
    ['a.yaml', 'version: 1\nversion: 1\nx: 1'],
  ])('tells a field written twice beside the other problems (%s)', (name, text) => {
    expect(problems(name, text).map(([line, , expected]) => [line, expected])).toEqual([
      [2, 'every field once'],
      [3, expect.stringContaining('one of the fields')],
    ]);
  });

  it('finds the line of what an alias stands for', () => {
    const text =
      'version: 1\ntenants:\n  - code: A\n    audit: &shared\n      enabled: perhaps\n  - code: B\n    audit: *shared\n';
    expect(problems('a.yaml', text).map(([line]) => line)).toEqual([5, 5]);
  });
});

describe('a text that is no configuration', () => {
  it.each([
    ['a.yaml', 'version: [1'],
    ['a.yaml', 'version: 1\n---\nversion: 1'],
    ['a.yaml', `${'['.repeat(70)}${']'.repeat(70)}`],
    ['a.yaml', '['.repeat(100_000)],
    ['a.yaml', 'version: 1\n__proto__: { polluted: true }'],
    ['a.yaml', `a: &a [x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a]\nc: [${'*b, '.repeat(20)}*b]`],
    ['a.yaml', 'version: *nowhere'],
    ['a.json', '{"version": 1'],
    ['a.json', "{'version': 1}"],
    ['a.json', ''],
    ['a.csv', ''],
    ['a.csv', `${HEAD}\n"A`],
  ])('is refused without a document: %s %j', (name, text) => {
    const parsed = parse(name, text);
    expect(parsed.files).toEqual([]);
    expect(parsed.problems.length).toBeGreaterThan(0);
  });

  it('is refused when it is larger than 32 MB', () => {
    expect(problems('a.json', ' '.repeat(32 * 1024 * 1024 + 1))).toEqual([[null, null, 'at most 32 MB']]);
  });
});

describe('a CSV of sites', () => {
  it('is a document with the columns that it touches', () => {
    const text = `${HEAD},audit.sensitivity,audit.enabled\nA,B,S-1,"North, gate",Europe/Berlin,52.5,13.4,150,1,TRUE,LOW,false\n`;
    const site = {
      code: 'S-1',
      name: 'North, gate',
      timezone: 'Europe/Berlin',
      location: { lat: 52.5, lon: 13.4 },
      geofence: { radius_m: 150 },
      priority: 1,
      active: true,
      audit: { sensitivity: 'LOW', enabled: false },
    };
    expect(parse('a.csv', text)).toEqual({
      beside: [],
      files: [
        {
          name: 'a.csv',
          document: { version: 1, tenants: [{ code: 'A', clients: [{ code: 'B', sites: [site] }] }] },
          columns: [
            'code',
            'name',
            'timezone',
            'location',
            'geofence',
            'priority',
            'active',
            'audit.sensitivity',
            'audit.enabled',
          ],
        },
      ],
      problems: [],
    });
  });

  it('gathers the rows of a client wherever they stand, and reads semicolons', () => {
    const [file] = parse('a.csv', 'tenant;client;code\nA;B;1\nA;C;2\nA;B;3\n').files;
    expect(file?.document).toEqual({
      version: 1,
      tenants: [
        {
          code: 'A',
          clients: [
            { code: 'B', sites: [{ code: '1' }, { code: '3' }] },
            { code: 'C', sites: [{ code: '2' }] },
          ],
        },
      ],
    });
  });

  it('tells row and column of every wrong cell, also after a cell of two lines', () => {
    const text = `${HEAD}\nA,B,S-1,"two\nlines",Mars/X,91,0,,9,yes\nA,B,S-2\nA!,B,S-3,n,UTC,1,,,,\n`;
    expect(problems('a.csv', text)).toEqual([
      [4, null, '10, as many as the header has'],
      [3, 'timezone', 'an IANA time zone such as Europe/Berlin'],
      [3, 'lat', 'a number from -90 to 90'],
      [3, 'priority', 'a whole number from 1 to 5'],
      [3, 'active', 'true or false'],
      [5, 'tenant', expect.stringContaining('a code')],
      [5, 'lon', 'a number from -180 to 180'],
    ]);
    expect(parse('a.csv', text).problems.map(({ place }) => place)).toEqual([
      'line 4, column 5',
      'line 3, column 8',
      'line 3, column 15',
      'line 3, column 21',
      'line 3, column 23',
      'line 5, column 1',
      'line 5, column 18',
    ]);
  });

  it('tells the column of a wrong header, of a missing one and of what is no CSV', () => {
    const place = (text: string) => parse('a.csv', text).problems.map((problem) => problem.place);
    expect(place('tenant;client; code;nmae\n')).toEqual(['line 1, column 21']);
    expect(place('tenant,client\n')).toEqual(['line 1, column 8']);
    expect(place(`${HEAD}\nÄ,B,"S"1,n\n`)).toEqual(['line 2, column 5']);
    expect(place(`${HEAD}\nÄ,B,S-1,n\nA,B,S-2,"open\nA,B,S-3,n\n`)).toEqual(['line 3, column 9']);
  });

  it.each([
    ['tenant,client,code,nmae', 'a known column: did you mean name?'],
    ['tenant,client,code,code', 'every column once'],
    ['tenant,code', 'a column client'],
    ['tenant,client,code,lat', 'both of the columns or neither'],
    ['tenant,client,code,audit.critical_signals', expect.stringContaining('one of the columns')],
  ])('tells what is wrong with the header %s', (header, expected) => {
    expect(problems('a.csv', `${header}\n`)).toEqual([[1, expect.anything(), expected]]);
  });
});
