import { expect, it } from 'vitest';
import { columnsOf, fitting, withFilling, withWords, wordsText } from './mapping-draft.ts';

const MAPPING = {
  name: 'pen',
  time: { date: 'Datum', time: 'Uhrzeit' },
  fields: { site: { column: 'Objekt', words: { Nord: 'WH-01' } }, tour: { text: 'T-1' } },
};

it('names its columns, and fits a table that has them all whatever their case', () => {
  expect(columnsOf(MAPPING)).toEqual(['Datum', 'Uhrzeit', 'Objekt']);
  expect(fitting(MAPPING, ['datum', ' UHRZEIT', 'Objekt', 'More'])).toBe(true);
  expect(fitting(MAPPING, ['Datum', 'Objekt'])).toBe(false);
});

it('keeps the words of a field that gets another column, and loses them with a fixed text', () => {
  expect(withFilling(MAPPING, 'site', { column: 'Ort' }).fields).toMatchObject({
    site: { column: 'Ort', words: { Nord: 'WH-01' } },
  });
  expect(withFilling(MAPPING, 'site', { text: 'S-1' }).fields).toMatchObject({ site: { text: 'S-1' } });
  expect(withFilling(MAPPING, 'site', null).fields).toEqual({ tour: { text: 'T-1' } });
});

it('reads the words of a column one a line, and writes them again', () => {
  const mapped = withWords(MAPPING, 'site', 'Lager Süd = WH-02\nno meaning\nA=B=C');
  expect(mapped.fields).toMatchObject({
    site: { column: 'Objekt', words: { 'Lager Süd': 'WH-02', A: 'B=C' } },
  });
  expect(wordsText(Reflect.get(mapped.fields as object, 'site'))).toBe('Lager Süd = WH-02\nA = B=C');
  expect(withWords(MAPPING, 'site', '').fields).toMatchObject({ site: { column: 'Objekt' } });
});
