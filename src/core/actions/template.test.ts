import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Facts, FIELDS } from '#core/model/action.ts';
import { fillJson, fillText, jsonProblems, textProblem } from './template.ts';

const factsOf = (value: string): Facts =>
  Object.fromEntries(FIELDS.map((field) => [field, value])) as Record<(typeof FIELDS)[number], string>;
const anything = fc.string({ unit: 'binary', maxLength: 40 });

describe('a template', () => {
  it('has its fields filled in, with or without spaces', () => {
    expect(fillText('{{finding.title}} at {{ site.code }}', factsOf('X'))).toBe('X at X');
  });

  it('says which field nobody knows, and where it stands', () => {
    expect(jsonProblems('{"a":{"b/c":["{{finding.title}}","{{guard.phone}}"]}}')).toEqual([
      { place: '/a/b~1c/1', found: '{{guard.phone}}', expected: expect.stringContaining('finding.title') },
    ]);
    expect(textProblem('{{}}')).toMatchObject({ found: '{{}}' });
    expect(jsonProblems('{"text":')).toMatchObject([{ place: '', expected: 'JSON' }]);
  });

  it('stays the JSON that it was, whatever a value holds', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const filled = fillJson(
          '{"text":"{{finding.title}}","n":[1,true,null,"{{site.code}}"]}',
          factsOf(value),
        );
        expect(JSON.parse(filled)).toEqual({ text: value, n: [1, true, null, value] });
      }),
    );
  });

  it('fills nothing in that a value holds itself', () => {
    expect(fillText('{{finding.title}}', factsOf('{{site.code}} $& $1'))).toBe('{{site.code}} $& $1');
  });
});
