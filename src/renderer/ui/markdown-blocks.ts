/** A run of text in one weight. */
export type Span = { readonly text: string; readonly bold: boolean };

/** A paragraph, or a list with its items. */
export type Block =
  | { readonly kind: 'paragraph'; readonly spans: readonly Span[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Span[])[] };

type Draft =
  | { readonly kind: 'paragraph'; readonly lines: string[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: string[][] };

const BULLET = /^\s*[-*+]\s+(.*)$/;
const NUMBER = /^\s*\d{1,3}[.)]\s+(.*)$/;
const HEADING = /^\s*#{1,6}\s+(.*?)\s*#*\s*$/;
const BOLD = /(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g;

/**
 * Reads the little of Markdown that instructions need: paragraphs, lists and bold; a heading is a bold paragraph. Whatever
 * else is written, tags included, stays the text that it is.
 */
export function readMarkdown(text: string): readonly Block[] {
  const drafts: Draft[] = [];
  let isOpen = false;
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (line.trim() === '') isOpen = false;
    else {
      take(drafts, line, isOpen);
      isOpen = !HEADING.test(line);
    }
  }
  return drafts.map(toBlock);
}

/** Adds a line to what is being read, or begins something new with it. */
function take(drafts: Draft[], line: string, isOpen: boolean): void {
  const heading = HEADING.exec(line);
  if (heading !== null) return void drafts.push({ kind: 'paragraph', lines: [`**${heading[1] ?? ''}**`] });
  const last = drafts.at(-1);
  const ordered = NUMBER.test(line);
  const item = (NUMBER.exec(line) ?? BULLET.exec(line))?.[1];
  if (item !== undefined) {
    if (last?.kind === 'list' && last.ordered === ordered) last.items.push([item]);
    else drafts.push({ kind: 'list', ordered, items: [[item]] });
    return;
  }
  if (!isOpen || last === undefined) return void drafts.push({ kind: 'paragraph', lines: [line] });
  if (last.kind === 'list') last.items.at(-1)?.push(line);
  else last.lines.push(line);
}

const toBlock = (draft: Draft): Block =>
  draft.kind === 'paragraph'
    ? { kind: 'paragraph', spans: spansOf(draft.lines) }
    : { kind: 'list', ordered: draft.ordered, items: draft.items.map(spansOf) };

/** Lines that belong together, as one text with its bold parts. */
function spansOf(lines: readonly string[]): readonly Span[] {
  const text = lines.map((line) => line.trim()).join(' ');
  const spans: Span[] = [];
  let from = 0;
  for (const match of text.matchAll(BOLD)) {
    if (match.index > from) spans.push({ text: text.slice(from, match.index), bold: false });
    spans.push({ text: match[2] ?? '', bold: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) spans.push({ text: text.slice(from), bold: false });
  return spans;
}
