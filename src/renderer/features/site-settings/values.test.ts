import { describe, expect, it } from 'vitest';
import type { FieldShape } from '#core/model/field-shape.ts';
import { emptyOf, formOf, numberOf, withField } from './values.ts';

const TEXT: FieldShape = { kind: 'text', as: 'text', longest: null };
const FORMS = [
  { name: 'weekly', sign: 'days', shape: { kind: 'record', fields: [] } },
  { name: 'absolute', sign: null, shape: { kind: 'record', fields: [] } },
] as const;
const SENSITIVITY = [
  { name: 'single', sign: null, shape: { kind: 'one-of', words: ['LOW'] } },
  { name: 'by-metric', sign: null, shape: { kind: 'map', key: TEXT, of: TEXT } },
] as const;

describe('the form of a value', () => {
  it('is known by the field that only it has, or by whether it has fields at all', () => {
    expect(formOf(FORMS, { days: ['MON'] })?.name).toBe('weekly');
    expect(formOf(FORMS, { start: 'x' })?.name).toBe('absolute');
    expect(formOf(SENSITIVITY, 'LOW')?.name).toBe('single');
    expect(formOf(SENSITIVITY, { phone_events: 'LOW' })?.name).toBe('by-metric');
  });
});

describe('a new value', () => {
  it('has what is required and nothing else', () => {
    const shape: FieldShape = {
      kind: 'record',
      fields: [
        { name: 'code', shape: TEXT, required: true },
        { name: 'name', shape: TEXT, required: false },
        { name: 'minutes', shape: { kind: 'number', whole: true, least: 5, most: 60 }, required: true },
      ],
    };
    expect(emptyOf(shape)).toEqual({ code: '', minutes: 5 });
  });
});

describe('a number that is typed', () => {
  it('is a number, nothing, or the text as it stands for the engine to judge', () => {
    expect([numberOf('12'), numberOf(' 1,5 '), numberOf(''), numberOf('many')]).toEqual([
      12,
      1.5,
      undefined,
      'many',
    ]);
  });
});

it('changes one field in its place, and takes away what is undefined', () => {
  expect(Object.keys(withField({ a: 1, b: 2 }, 'a', 3))).toEqual(['a', 'b']);
  expect(withField({ a: 1, b: 2 }, 'a', undefined)).toEqual({ b: 2 });
});
