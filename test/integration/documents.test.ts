import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SiteAuditDocument } from '#core/config/audit-schema.ts';
import { ConfigurationDocument, SiteDocument } from '#core/config/document.ts';
import { EVENT_TYPES } from '#core/model/event.ts';
import { DISPOSITIONS, SEVERITIES } from '#core/model/finding.ts';

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

function inFolder(folder: string): readonly string[] {
  return readdirSync(new URL(`${folder}/`, ROOT))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
}

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

  it("the operator's guide explains every severity and every disposition", () => {
    const guide = read('docs/guide/operator.md');
    expect([...SEVERITIES, ...DISPOSITIONS].filter((word) => !guide.includes(`| ${word} |`))).toEqual([]);
  });
});
