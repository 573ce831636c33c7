const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  copy: '©',
  reg: '®',
  middot: '·',
  ndash: '–',
};
/** Beyond this nobody reads it, and each step below is linear in it. */
const LONGEST = 2_000;

/**
 * What a person reads of a short piece of HTML: tags left out, references read. Nothing is handed to the browser's own parser, which
 * the content policy refuses. What comes out is text, for a text node.
 */
export const textOfHtml = (html: string): string =>
  html
    .slice(0, LONGEST)
    .replace(/<[^<>]*>?/g, '')
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi, (reference, decimal, hex, name) =>
      name === undefined ? characterOf(decimal, hex) : (NAMED[String(name).toLowerCase()] ?? reference),
    )
    .trim();

function characterOf(decimal: string | undefined, hex: string | undefined): string {
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : '';
}
