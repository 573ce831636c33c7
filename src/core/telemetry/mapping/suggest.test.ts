import { expect, it } from 'vitest';
import { ColumnMapping } from './column-mapping.ts';
import { suggestMapping } from './suggest.ts';

it('finds the columns by the words of several languages, the order by a day that can be no month, and the decimal comma', () => {
  const header = ['Datum', 'Uhrzeit', 'Objekt', 'Wächter', 'Kontrollpunkt', 'Breite', 'Länge', 'Bemerkung'];
  const suggested = suggestMapping(header, [['06.13.2026', '9:05', 'A', 'G-1', 'P', '52,5', '13,4', '']]);
  expect(ColumnMapping.parse(suggested)).toMatchObject({
    type: 'checkpoint_scan',
    time: { date: 'Datum', time: 'Uhrzeit' },
    order: 'MDY',
    decimal: ',',
    fields: {
      site: { column: 'Objekt' },
      person: { column: 'Wächter' },
      checkpoint: { column: 'Kontrollpunkt' },
    },
  });
});

it('takes one column for date and time, and positions where there are coordinates and no checkpoints', () => {
  const suggested = suggestMapping(['timestamp', 'lat', 'lon'], [['2026-11-06 09:05', '52.5', '13.4']]);
  expect(suggested).toMatchObject({
    type: 'location',
    time: { column: 'timestamp' },
    order: 'YMD',
    decimal: '.',
  });
});

it('is a mapping to begin with for any table, also one whose words nobody knows', () => {
  expect(ColumnMapping.safeParse(suggestMapping(['a', 'b'], [])).success).toBe(true);
});
