import fc from 'fast-check';
import { expect, it } from 'vitest';
import { textOfHtml } from './text-of-html.ts';

it('reads what a person would read', () => {
  const cases = [
    ['By <b>Ada</b>', 'By Ada'],
    ['<a href="https://example.test/?a=1&amp;b=2">&copy; Some &amp; Others</a> ', '© Some & Others'],
    ['&#169; &#xA9; &nbsp;2026', '© ©  2026'],
    ['a < b', 'a'],
    ['&unknown; &#0; &#x110000; plain', '&unknown;   plain'],
    ['<img src=x onerror=alert(1)>', ''],
    ['x'.repeat(3_000), 'x'.repeat(2_000)],
    ['', ''],
  ] as const;
  for (const [html, text] of cases) expect([html, textOfHtml(html)]).toEqual([html, text]);
});

it('leaves plain text as it is, and keeps no tag of any', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zA-Z0-9 .,;]{0,50}$/), (text) => textOfHtml(text) === text.trim()),
  );
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('<', '>', '/', 'b', '&', ' ') }), (html) => {
      expect(textOfHtml(html)).not.toMatch(/<[a-z/]/i);
    }),
  );
});
