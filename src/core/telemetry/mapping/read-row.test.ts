import { describe, expect, it } from 'vitest';
import { problemsOf } from '#core/config/schema-problems.ts';
import { ColumnMapping } from './column-mapping.ts';
import { createRowReader } from './read-row.ts';

const MAPPING = ColumnMapping.parse({
  name: 'tour-pen',
  type: 'checkpoint_scan',
  time: { date: 'Datum', time: 'Uhrzeit' },
  order: 'DMY',
  decimal: ',',
  fields: {
    site: { column: 'Objekt', words: { 'Lager Nord': 'WH-01' } },
    person: { column: 'Wächter' },
    tour: { text: 'T-1' },
    checkpoint: { column: 'Punkt' },
    lat: { column: 'Breite' },
    lon: { column: 'Länge' },
  },
});
const HEADER = ['Datum', ' uhrzeit', 'Objekt', 'Wächter', 'Punkt', 'Breite', 'Länge'];

function read(cells: readonly string[], mapping = MAPPING, header = HEADER) {
  const made = createRowReader(mapping, header);
  if (!made.ok) throw new Error(JSON.stringify(made.missing));
  return made.read(cells);
}

describe('a row of a guard-tour system', () => {
  it('becomes a record in our words, with its times as the wall of the site shows them', () => {
    expect(read(['06.11.2026', '9:05', 'Lager Nord', 'G-7', 'C-2', '52,5200', '13,4050'])).toEqual({
      type: 'checkpoint_scan',
      ts: '2026-11-06T09:05:00',
      site: 'WH-01',
      person: 'G-7',
      tour: 'T-1',
      checkpoint: 'C-2',
      lat: 52.52,
      lon: 13.405,
    });
  });

  it('leaves out the fields whose cells are empty', () => {
    expect(read(['06.11.2026', '09:05:30', 'WH-02', '', 'C-2'])).toEqual({
      type: 'checkpoint_scan',
      ts: '2026-11-06T09:05:30',
      site: 'WH-02',
      tour: 'T-1',
      checkpoint: 'C-2',
    });
  });

  it('keeps what it cannot read, so that the complaint shows it', () => {
    const record = read(['gestern', '9 Uhr', 'WH-02', 'G-7', 'C-2', 'n/a', '13,4']);
    expect(record).toMatchObject({ ts: 'gestern 9 Uhr', lat: 'n/a', lon: 13.4 });
  });
});

describe('dates and times', () => {
  const inOne = (text: string, order: 'YMD' | 'DMY' | 'MDY', zone?: 'UTC') =>
    read(
      [text],
      ColumnMapping.parse({
        ...{ name: 'one', type: 'phone_event', time: { column: 'When' }, order, fields: {} },
        ...(zone === undefined ? {} : { zone }),
      }),
      ['When'],
    ).ts;

  it.each([
    ['6/11/2026 9:05', 'DMY', '2026-11-06T09:05:00'],
    ['6/11/2026 9:05', 'MDY', '2026-06-11T09:05:00'],
    ['11/6/26 12:05 AM', 'MDY', '2026-11-06T00:05:00'],
    ['11/6/26 12:05 PM', 'MDY', '2026-11-06T12:05:00'],
    ['2026/11/06 21:05:09,250', 'YMD', '2026-11-06T21:05:09'],
    ['2026-11-06T09:05:00+01:00', 'DMY', '2026-11-06T09:05:00+01:00'],
  ] as const)('reads %s in the order %s', (text, order, expected) => {
    expect(inOne(text, order)).toBe(expected);
  });

  it('are of UTC where the mapping says so, unless they carry an offset', () => {
    expect(inOne('6.11.2026 9:05', 'DMY', 'UTC')).toBe('2026-11-06T09:05:00Z');
    expect(inOne('2026-11-06T09:05:00+01:00', 'DMY', 'UTC')).toBe('2026-11-06T09:05:00+01:00');
  });
});

describe('a mapping', () => {
  it('says which of its columns a file does not have, and which one may be meant', () => {
    const made = createRowReader(
      MAPPING,
      HEADER.map((head) => (head === 'Punkt' ? 'Punkte' : head)),
    );
    expect(made).toEqual({
      ok: false,
      missing: [{ column: 'Punkt', expected: 'a column Punkt: is it Punkte?' }],
    });
  });

  it('takes the type of each row from a column', () => {
    const mapping = ColumnMapping.parse({
      ...{ name: 'two', time: { column: 'When' }, order: 'YMD', fields: { status: { text: 'IN' } } },
      type: { column: 'Kind', words: { Kommen: 'attendance' } },
    });
    const header = ['When', 'Kind'];
    expect(read(['2026-11-06 09:00', 'Kommen'], mapping, header).type).toBe('attendance');
    expect(read(['2026-11-06 09:00', 'Gehen'], mapping, header).type).toBe('Gehen');
  });

  it('is refused with place and expectation', () => {
    const problems = problemsOf(ColumnMapping, { ...MAPPING, order: 'DDMM', decimal: ';' });
    expect(problems.map(({ path, expected }) => [path.join('.'), expected])).toEqual([
      ['order', expect.stringContaining('YMD')],
      ['decimal', expect.stringContaining(',')],
    ]);
  });
});
