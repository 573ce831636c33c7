import type { Random } from '#core/kit/random.ts';

/** One way to damage a file. */
type Damage = (bytes: Buffer, random: Random) => Buffer;

export const ODD_TEXTS = [
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    '\u0000',
    '\ufeff',
    '\u202e',
    '\ud800',
    '𝕏',
    'é',
    'ﬀ',
  ],
  ...['null', 'true', '[]', '{}', '""', '<a>', '&a;', '<!DOCTYPE a [<!ENTITY a "aa">]>', '<![CDATA[', '-->'],
  ...['1e999', '-0', '9007199254740993', '0x10', 'NaN', '1,5', '24:00', '2026-02-30', '20260229T250000Z'],
  ...[
    '*a',
    '&a [*a,*a]',
    '!!js/function',
    '=1+1',
    ';',
    ',',
    '"',
    "'",
    '\t',
    '\r',
    '\n',
    ':',
    '\\',
    '{',
    '[',
    '}',
    ']',
  ],
];
const at = (bytes: Buffer, random: Random): number => random.whole(0, bytes.length);
const span = (bytes: Buffer, random: Random): readonly [number, number] => {
  const from = at(bytes, random);
  return [from, Math.min(bytes.length, from + 1 + random.whole(0, 79))];
};
const spliced = (bytes: Buffer, from: number, to: number, middle: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, from), middle, bytes.subarray(to)]);

/** A line, or what stands between two marks, with another like it. */
function swapLines(bytes: Buffer, random: Random): Buffer {
  const mark = random.pick(['\n', ',', ';', ':', '>']);
  const parts = bytes.toString('utf8').split(mark);
  const [one, other] = [random.whole(0, parts.length - 1), random.whole(0, parts.length - 1)];
  const [a = '', b = ''] = [parts[one], parts[other]];
  parts[one] = b;
  parts[other] = a;
  return Buffer.from(parts.join(mark));
}

function nest(bytes: Buffer, random: Random): Buffer {
  const [open, close] = random.pick([
    ['[', ']'],
    ['{"a":', '}'],
    ['<a>', '</a>'],
    ['- ', ''],
    ['BEGIN:A\r\n', 'END:A\r\n'],
  ] as const);
  const [from, to] = span(bytes, random);
  const depth = 1 + random.whole(0, 1_999);
  const middle = bytes.subarray(from, to).toString('utf8');
  return spliced(bytes, from, to, Buffer.from(open.repeat(depth) + middle + close.repeat(depth)));
}

const DAMAGES: readonly Damage[] = [
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    for (let count = 1 + random.whole(0, 7); count > 0 && copy.length > 0; count -= 1) {
      const place = random.whole(0, copy.length - 1);
      copy[place] = (copy[place] ?? 0) ^ (1 << random.whole(0, 7));
    }
    return copy;
  },
  (bytes, random) => bytes.subarray(0, at(bytes, random)),
  (bytes, random) => bytes.subarray(at(bytes, random)),
  (bytes, random) => {
    const [from, to] = span(bytes, random);
    return spliced(bytes, from, from, bytes.subarray(from, to));
  },
  (bytes, random) => {
    const [from, to] = span(bytes, random);
    return spliced(bytes, from, to, Buffer.alloc(0));
  },
  (bytes, random) => {
    const [from, to] = span(bytes, random);
    return spliced(bytes, from, random.chance(0.5) ? from : to, Buffer.from(random.pick(ODD_TEXTS)));
  },
  (bytes, random) => {
    const numbers = [...bytes.toString('latin1').matchAll(/-?\d+(\.\d+)?/g)];
    const number = numbers.length === 0 ? null : random.pick(numbers);
    if (number === null) return bytes;
    const written = random.pick(['-1', '0', '99999999999999999999', '1e400', '', '0.00000001', '１２']);
    return spliced(bytes, number.index, number.index + number[0].length, Buffer.from(written));
  },
  (bytes, random) => {
    const from = at(bytes, random);
    return spliced(
      bytes,
      from,
      from,
      Buffer.alloc(1 + random.whole(0, 99_999), random.pick(['x', ' ', '"', '\n', '0'])),
    );
  },
  swapLines,
  nest,
];

/** The bytes with one to four damages. The same random numbers damage the same. */
export function damaged(bytes: Buffer, random: Random): Buffer {
  let now = bytes;
  for (let count = 1 + random.whole(0, 3); count > 0; count -= 1) now = random.pick(DAMAGES)(now, random);
  return now.subarray(0, 1024 * 1024);
}
