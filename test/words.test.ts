import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { literalsIn } from '#test/kit/literals.ts';

/** Folders whose texts are still in the code, and not in `src/renderer/words/`. One that is done is taken off. */
const UNFINISHED: readonly string[] = ['features/finding'];

const screens = join(import.meta.dirname, '../src/renderer');
const files = globSync('{main.tsx,{api,app,features,ui}/**/*.{ts,tsx}}', { cwd: screens })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !path.includes('.test.'))
  .toSorted();

/** `features/feed` of `features/feed/rows/row.tsx`, `app` of `app/commands/feed.ts`. */
const folderOf = (path: string): string =>
  path
    .split('/')
    .slice(0, path.startsWith('features/') ? 2 : 1)
    .join('/');

/** What a person would read in a file, each text with its place. */
const textsOf = (path: string): readonly string[] =>
  literalsIn(path, readFileSync(join(screens, path), 'utf8')).map(
    ({ line, text }) => `${path}:${line} ${text}`,
  );

describe('the texts of the screens', () => {
  it('are with the words, and nowhere in the code that shows them', () => {
    expect(files.length).toBeGreaterThan(100);
    const finished = files.filter((path) => !UNFINISHED.includes(folderOf(path)));
    expect(finished.flatMap(textsOf)).toEqual([]);
  });

  it('are still in the code of every folder that is said to be unfinished', () => {
    const unfinished = new Set(files.filter((path) => textsOf(path).length > 0).map(folderOf));
    expect(UNFINISHED.filter((folder) => !unfinished.has(folder))).toEqual([]);
  });
});

describe('the search for texts', () => {
  const found = (source: string) => literalsIn('sample.tsx', source).map(({ text }) => text);

  it('finds whatever a person would read or hear', () => {
    expect(found('const a = <p>All quiet.</p>;')).toEqual(['All quiet.']);
    expect(found('const a = <p>{busy ? "wait" : <b>now</b>}</p>;')).toEqual(['wait', 'now']);
    expect(found('const a = <Button hint="save" aria-label={x ? "on" : "off"} />;')).toEqual([
      'save',
      'on',
      'off',
    ]);
    expect(found(`const a = { title: "undo", label: \`of \${n}\` };`)).toEqual(['undo', 'of …']);
    expect(found('say("It was kept.");')).toEqual(['It was kept.']);
    expect(found('const WORDS = { HIGH: "High" };')).toEqual(['High']);
    expect(found(`const a = \`\${n} days\`;`)).toEqual(['… days']);
    expect(found('counted(n, "site", "sites");')).toEqual(['site', 'sites']);
  });

  it('passes over codes, looks, drawings, keys and what only a programmer reads', () => {
    const passed = [
      'import "./a file.ts";',
      'type Group = "Go to" | "Screen";',
      'throw new Error("No clock above this component");',
      'const a = <p className="dense row" style={{ font: "12px bold serif" }} data-testid="of that" />;',
      `const a = <path d="M0 0 L ten ten" transform={\`translate(\${x} \${y})\`} />;`,
      'if (event.key === "Enter") run();',
      'const a = { key: "Escape", group: words.group, "Some key": 1 };',
      'document.querySelector("main section");',
      'const TYPED = "input:not([type=radio]), textarea, select";',
      `const a = [\`site:\${code}\`, \`\${a}px \${b}\`];`,
      `const a = <p>{\`\${a} \${b}\`} · {row["first name"]}</p>;`,
      'const a = ["phone_events", "DURESS", "compact"];',
    ];
    expect(passed.flatMap(found)).toEqual([]);
  });
});
