/** One level of a pattern: itself, `{name}` or `+`, which is any one level; `#` at the end is any number of them. */
const LEVEL = /^(?:[^+#{}\0]*|\+|\{[a-z_]{1,40}\})$/;
const LONGEST_PATTERN = 500;

/** The names in a topic, by the levels of the pattern that name them. */
export type TopicNames = Readonly<Record<string, string>>;

/** What is wrong with a pattern as in `site/{site}/{device}/#`; null when nothing is. */
export function patternProblem(pattern: string): string | null {
  if (pattern === '' || pattern.length > LONGEST_PATTERN)
    return `expected a topic of 1 to ${LONGEST_PATTERN} characters`;
  const levels = pattern.split('/');
  const named = levels.filter((level) => level.startsWith('{'));
  if (new Set(named).size < named.length) return 'a name stands in it twice';
  const wrong = levels.find(
    (level, index) => !LEVEL.test(level) && !(level === '#' && index === levels.length - 1),
  );
  return wrong === undefined
    ? null
    : `found the level ${wrong}, expected a name, {name}, + or, at the end, #`;
}

/** The topic filter by which a broker knows the pattern. */
export const filterOf = (pattern: string): string => pattern.replaceAll(/\{[a-z_]+\}/g, '+');

/** What the levels of a topic are named; null when the pattern does not fit it. */
export function matchTopic(pattern: string, topic: string): TopicNames | null {
  const wanted = pattern.split('/');
  const found = topic.split('/');
  const isOpen = wanted.at(-1) === '#';
  if (isOpen) wanted.pop();
  if (found.length < wanted.length || (!isOpen && found.length > wanted.length)) return null;
  const names: Record<string, string> = {};
  for (const [index, level] of wanted.entries()) {
    const here = found[index] ?? '';
    if (level.startsWith('{')) names[level.slice(1, -1)] = here;
    else if (level !== '+' && level !== here) return null;
  }
  return names;
}
