import type { Random } from '#core/kit/random.ts';
import { ODD_TEXTS } from './damage.ts';

/** JSON texts that hardly any field expects. */
const ODD_VALUES = [
  ...[
    'null',
    'true',
    '[]',
    '{}',
    '""',
    '-1',
    '0',
    '1.5',
    '1e308',
    '-1e308',
    '9007199254740993',
    '253402300800000',
  ],
  ...['{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}', '{"toString":1}'],
  ...['[null]', '[[[[[[[[]]]]]]]]', JSON.stringify('x'.repeat(20_000)), `[${'0,'.repeat(5_000)}0]`],
  ...[`${'['.repeat(500)}${']'.repeat(500)}`, '{"length":1000000000}', '"2026-02-30T25:61:00Z"', '"\\ud800"'],
];
/** A value or a name as it stands in JSON. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/g;

type Token = { readonly text: string; readonly from: number; readonly to: number };

/** A JSON text with one of its names or values replaced, so that it stays JSON: `__proto__` in it is a name like another. */
export function damagedValue(text: string, random: Random): string {
  const tokens = [...text.matchAll(TOKEN)].map((match): Token => {
    const [found] = match;
    return { text: found, from: match.index, to: match.index + found.length };
  });
  if (tokens.length === 0 || random.chance(0.1)) return added(text, random);
  const token = random.pick(tokens);
  const isName = text[token.to] === ':';
  const written = isName ? oddText(random) : random.chance(0.4) ? changed(token.text, random) : odd(random);
  return text.slice(0, token.from) + written + text.slice(token.to);
}

const oddText = (random: Random) => JSON.stringify(random.pick(ODD_TEXTS));
const odd = (random: Random) => (random.chance(0.4) ? oddText(random) : random.pick(ODD_VALUES));

/** One field more, where the value has fields. */
const added = (text: string, random: Random) =>
  text.startsWith('{')
    ? `{${oddText(random)}:${odd(random)}${text === '{}' ? '' : ','}${text.slice(1)}`
    : odd(random);

/** Nearly what stood there: a text cut, doubled or with something odd within, a number of another sign or size. */
function changed(token: string, random: Random): string {
  if (/^[tfn]/.test(token)) return random.pick(['true', 'false', 'null']);
  if (!token.startsWith('"')) {
    const number = Number(token);
    return JSON.stringify(random.pick([-number, number * 10, number + 0.5, 0, token]));
  }
  const text: string = JSON.parse(token);
  const at = random.whole(0, text.length);
  return JSON.stringify(
    random.pick([
      text.slice(0, at),
      text + text,
      text.slice(0, at) + random.pick(ODD_TEXTS) + text.slice(at),
    ]),
  );
}
