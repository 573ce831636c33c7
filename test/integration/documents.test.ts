import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SiteAuditDocument } from '#core/config/audit-schema.ts';
import { ConfigurationDocument, SiteDocument } from '#core/config/document.ts';
import { EVENT_TYPES } from '#core/model/event.ts';
import { DISPOSITIONS, SEVERITIES } from '#core/model/finding.ts';
import { SUMMARIES } from '#main/hosts/cli/commands/index.ts';
import { PICTURES } from '#test/screens/pictures.ts';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');

/** Every fenced block of a language in a document. */
const blocks = (path: string, language: string): readonly string[] =>
  [...read(path).matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, text]) => text ?? '',
  );

const markdown = [
  'README.md',
  'CHANGELOG.md',
  ...inFolder('docs'),
  ...inFolder('docs/guide'),
  ...inFolder('docs/adr'),
];

/** The page that a link of another page leads to. */
const relative = (from: string, page: string): string =>
  new URL(page, new URL(from, 'file:///')).pathname.slice(1);

function inFolder(folder: string): readonly string[] {
  return readdirSync(new URL(`${folder}/`, ROOT))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
}

/** What a person who uses Vigil reads. */
const guides = ['README.md', ...inFolder('docs/guide')];

/** The anchors of a page, as its headings make them. */
const anchorsOf = (path: string): ReadonlySet<string> =>
  new Set(
    [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );

/** The pictures that a page shows: what they are said to show, and their file. */
const picturesIn = (path: string) =>
  [...read(path).matchAll(/!\[([^\]]*)\]\(([^)\s]+)\)/g)].map(([, alt = '', target = '']) => ({
    path,
    alt,
    file: new URL(target, new URL(path, ROOT)),
  }));

const PICTURE_FOLDER = new URL('docs/pictures/', ROOT);
const LARGEST_PICTURE = 150_000;

describe('the written documents', () => {
  it.each(markdown)('%s links only to pages that are there', (path) => {
    const targets = [...read(path).matchAll(/[^!]\[[^\]]*\]\(([^)#\s]+)[^)]*\)/g)].map(
      ([, target]) => target ?? '',
    );
    const missing = targets.filter(
      (target) => !target.includes('://') && !existsSync(new URL(target, new URL(path, ROOT))),
    );
    expect(missing).toEqual([]);
  });

  it.each(markdown)('%s links only to headings that are there', (path) => {
    const links = [...read(path).matchAll(/\]\(([^)#\s]*)#([^)\s]+)\)/g)];
    const missing = links.flatMap(([, page = '', anchor = '']) =>
      page.includes('://') || anchorsOf(page === '' ? path : relative(path, page)).has(anchor)
        ? []
        : [`${page}#${anchor}`],
    );
    expect(missing).toEqual([]);
  });

  it('show the pictures that the script takes, each said in words and small enough to load', () => {
    const shown = guides.flatMap(picturesIn);
    const taken = PICTURES.map(({ file }) => file).sort();
    expect(
      shown.filter(({ alt }) => alt.trim().split(/\s+/).length < 3).map(({ file }) => file.pathname),
    ).toEqual([]);
    expect([...new Set(shown.map(({ file }) => file.href))].sort()).toEqual(
      taken.map((file) => new URL(file, PICTURE_FOLDER).href),
    );
    expect(readdirSync(PICTURE_FOLDER).sort()).toEqual(taken);
    expect(taken.filter((file) => statSync(new URL(file, PICTURE_FOLDER)).size > LARGEST_PICTURE)).toEqual(
      [],
    );
    for (const role of ['operator', 'supervisor', 'administrator'])
      expect(shown.filter(({ path }) => path === `docs/guide/${role}.md`).length).toBeGreaterThan(2);
  });

  it("the administrator's guide tells every command", () => {
    const guide = read('docs/guide/administrator.md');
    const table = guide.slice(
      guide.indexOf('## The command line'),
      guide.indexOf('## When this machine dies'),
    );
    const rows = [...table.matchAll(/^\| (`.*?) \| /gm)].map(([, cell = '']) => cell);
    const told = new Set(rows.flatMap((cell) => [...cell.matchAll(/`([a-z-]+)/g)].map(([, name]) => name)));
    expect(Object.keys(SUMMARIES).filter((name) => !told.has(name))).toEqual([]);
    expect([...told].filter((name) => name === undefined || !(name in SUMMARIES))).toEqual([]);
  });

  it.each(guides)('%s uses only commands that there are', (path) => {
    const code = [...read(path).matchAll(/```sh\n([\s\S]*?)```|`([^`\n]+)`/g)].map(
      ([, block, span]) => block ?? span,
    );
    const used = code.flatMap((text = '') =>
      [
        ...text
          .replaceAll(/#.*$/gm, '')
          .matchAll(/(?:^|\s)vigil(?:-engine)?(?: --)? ([a-z][a-z-]*)\b(?![./])/gm),
      ].map(([, name = '']) => name),
    );
    expect(used.filter((name) => !(name in SUMMARIES))).toEqual([]);
  });

  it.each(markdown)('%s names only files of the program that are there', (path) => {
    const named = [...read(path).matchAll(/`((?:src|resources)\/[\w./-]+)`/g)].map(
      ([, target]) => target ?? '',
    );
    expect(named.filter((target) => !existsSync(new URL(target, ROOT)))).toEqual([]);
  });

  it('the first steps show a configuration that an import accepts', () => {
    const [sites, ...others] = blocks('README.md', 'yaml');
    expect(others).toEqual([]);
    expect(ConfigurationDocument.safeParse(parse(sites ?? '')).error?.issues).toBeUndefined();
  });

  it("the administrator's guide shows settings that an import accepts", () => {
    const examples = blocks('docs/guide/administrator.md', 'yaml').map((text) => parse(text) as object); // judged below
    expect(examples.length).toBeGreaterThanOrEqual(2);
    for (const settings of examples) {
      const site = { code: 'RB-01', name: 'Riverbank North', timezone: 'UTC', ...settings };
      expect(SiteDocument.safeParse(site).error?.issues).toBeUndefined();
    }
  });

  it("the administrator's guide names every audit setting and every type of event", () => {
    const guide = read('docs/guide/administrator.md');
    const settings = Object.keys(SiteAuditDocument.shape);
    expect(settings.length).toBeGreaterThan(10);
    expect([...settings, ...EVENT_TYPES].filter((name) => !guide.includes(`| \`${name}\` |`))).toEqual([]);
  });

  it("the operator's guide tells each key once", () => {
    const guide = read('docs/guide/operator.md');
    const table = guide.slice(guide.indexOf('## Keys'), guide.indexOf('## The life of a finding'));
    const cells = [...table.matchAll(/^\| (`.*?) \| /gm)].map(([, cell = '']) => cell);
    expect(cells.length).toBeGreaterThan(40);
    expect(cells.filter((cell, index) => cells.indexOf(cell) !== index)).toEqual([]);
  });

  it("the operator's guide explains every severity and every disposition", () => {
    const guide = read('docs/guide/operator.md');
    expect([...SEVERITIES, ...DISPOSITIONS].filter((word) => !guide.includes(`| ${word} |`))).toEqual([]);
  });
});
