import type { Manifest } from '#core/bundle/manifest.ts';

/** The built script and style of the page. */
export type PageFiles = { readonly script: string; readonly style: string };
/** Who seals, when and with which key: what a page says of its own bundle. */
export type PageSeal = Pick<Manifest, 'made_by' | 'verified' | 'program' | 'redacted' | 'trail_head'> & {
  readonly made_at: number;
  readonly fingerprint: string;
};

/** What a page shows, as JSON, and what its window is called. */
export type PageContent = { readonly title: string; readonly json: string };

/** The part that anybody reads. */
export const PAGE = 'index.html';

/**
 * One page that holds everything it shows and asks for nothing: its policy lets its own script and style run, by their hashes, the drawing of the
 * site in, and nothing else. `hash`: SHA-256 in Base64.
 */
export function pageOf(
  { title, json }: PageContent,
  files: PageFiles,
  hash: (text: string) => string,
): string {
  const script = files.script.replaceAll('</script', '<\\/script');
  const { style } = files;
  const policy = [
    ...["default-src 'none'", `script-src 'sha256-${hash(script)}'`, `style-src 'sha256-${hash(style)}'`],
    ...['img-src data:', "base-uri 'none'", "form-action 'none'"],
  ].join('; ');
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escaped(title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<div id="root"><noscript>This page needs scripts to show what it holds; the other files of the bundle do not.</noscript></div>',
    `${DATA}${embedded(json)}${END}`,
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** Before what a page shows, and after it. */
const [DATA, END] = ['<script type="application/json" id="bundle">', '</script>'];

/** JSON as it stands in a page. */
export const embedded = (json: string): string => json.replaceAll('<', '\\u003c');

/** What a page shows, as JSON: so nothing of it lies in a bundle twice. null: it is no page of ours. */
export function dataIn(html: string): string | null {
  const start = html.indexOf(DATA);
  const end = html.indexOf(END, start);
  return start === -1 || end === -1 ? null : html.slice(start + DATA.length, end);
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
