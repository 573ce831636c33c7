import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { literalsIn } from '#test/kit/literals.ts';

const screens = join(import.meta.dirname, '../src/renderer');
const files = globSync('{main.tsx,{api,app,bundle-page,features,ui}/**/*.{ts,tsx}}', { cwd: screens })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !path.includes('.test.'))
  .toSorted();

/** What a person would read in a file, each text with its place. */
const textsOf = (path: string): readonly string[] =>
  literalsIn(path, readFileSync(join(screens, path), 'utf8')).map(
    ({ line, text }) => `${path}:${line} ${text}`,
  );

describe('the texts of the screens', () => {
  it('are with the words, and nowhere in the code that shows them', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(files.flatMap(textsOf)).toEqual([]);
  });

  it('write numbers and dates in the one language of the words', () => {
    const words = globSync('words/*.ts', { cwd: screens });
    expect(words.length).toBeGreaterThan(10);
    const others = [...files, ...words].filter((path) =>
      /toLocale\w*String\((?!LOCALE\b)/.test(readFileSync(join(screens, path), 'utf8')),
    );
    expect(others).toEqual([]);
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
