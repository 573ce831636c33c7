import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { Said } from './said.tsx';

it('says a sentence with its slots filled, wherever they stand', () => {
  expect(renderToStaticMarkup(<Said text="Seen by {who} at {at}." who={<b>Ada</b>} at="02:14" />)).toBe(
    'Seen by <b>Ada</b> at 02:14.',
  );
  expect(renderToStaticMarkup(<Said text="{site} after {site}" site="<RB-01>" />)).toBe(
    '&lt;RB-01&gt; after &lt;RB-01&gt;',
  );
  expect(renderToStaticMarkup(<Said text="All quiet." />)).toBe('All quiet.');
});

it('does not compile with a slot that is missing, or one that the sentence has not', () => {
  // @ts-expect-error: who is missing
  const missing = <Said text="Seen by {who}." />;
  // @ts-expect-error: there is no slot for the time
  const unknown = <Said text="Seen by {who}." who="Ada" at="02:14" />;
  expect([missing, unknown].map((each) => renderToStaticMarkup(each))).toEqual(['Seen by .', 'Seen by Ada.']);
});
