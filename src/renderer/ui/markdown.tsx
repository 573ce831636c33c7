import styles from './markdown.module.css';
import type { Block, Span } from './markdown-blocks.ts';
import { readMarkdown } from './markdown-blocks.ts';

/** Parts of a text with their places: a text is read as a whole, so that a place is what a part is known by. */
const placed = <T,>(parts: readonly T[]): readonly { readonly part: T; readonly place: number }[] =>
  parts.map((part, place) => ({ part, place }));

const Spans = ({ spans }: { readonly spans: readonly Span[] }) =>
  placed(spans).map(({ part: { text, bold }, place }) =>
    bold ? <strong key={place}>{text}</strong> : <span key={place}>{text}</span>,
  );

function BlockView({ block }: { readonly block: Block }) {
  if (block.kind === 'paragraph')
    return (
      <p>
        <Spans spans={block.spans} />
      </p>
    );
  const List = block.ordered ? 'ol' : 'ul';
  return (
    <List className={block.ordered ? styles.numbers : styles.bullets}>
      {placed(block.items).map(({ part, place }) => (
        <li key={place}>
          <Spans spans={part} />
        </li>
      ))}
    </List>
  );
}

/** Instructions that somebody wrote: paragraphs, lists and bold, everything else as text. */
export const Markdown = ({ text }: { readonly text: string }) => (
  <div className={styles.text}>
    {placed(readMarkdown(text)).map(({ part, place }) => (
      <BlockView key={place} block={part} />
    ))}
  </div>
);
