import type { Problem } from '#contract/reply.ts';
import { closestWord } from '#core/config/spelling.ts';

/** Where the two columns are; or what is wrong with the header. */
export type Columns =
  | { readonly time: number; readonly value: number }
  | { readonly problems: readonly Problem[] };

export function findColumns(
  header: readonly string[],
  file: string,
  names: { readonly time: string; readonly value: string },
): Columns {
  const problems = [names.time, names.value].flatMap((name): Problem[] => {
    const places = header.filter((cell) => cell === name).length;
    if (places === 1) return [];
    const meant = closestWord(name, header);
    const expected =
      places > 1
        ? `one column ${name}`
        : `a column ${name}${meant === null ? '' : `: did you mean ${meant}?`} (--time-column and --value-column say others)`;
    return [{ file, place: 'line 1', line: 1, field: name, found: header.join(', ') || 'nothing', expected }];
  });
  if (problems.length > 0) return { problems };
  return { time: header.indexOf(names.time), value: header.indexOf(names.value) };
}
