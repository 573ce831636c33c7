import type { ContentDto } from '#contract/actions.ts';
import { messageWords as words } from '#renderer/words/actions.ts';
import styles from './actions.module.css';

/** A message as it leaves: what the receiver reads, word by word. */
export function ContentView({ content }: { readonly content: ContentDto }) {
  const lines =
    content.kind === 'WEBHOOK'
      ? [
          `${content.method} ${content.url}`,
          ...content.headers.map(({ name, value }) => `${name}: ${value}`),
          '',
          content.body,
        ]
      : [
          `${content.server.host}:${content.server.port} ${content.server.security}`,
          words.mailFrom(content.from),
          words.mailTo(content.to.join(', ')),
          words.mailSubject(content.subject),
          '',
          content.text,
        ];
  const hidesSecret = content.kind === 'WEBHOOK' && content.headers.some(({ value }) => value.includes('{{'));
  return (
    <>
      <section
        className={styles.content}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        tabIndex={0}
        aria-label={words.content}
        data-testid="message-content"
      >
        <pre>{lines.join('\n')}</pre>
      </section>
      {hidesSecret && <p className={styles.faint}>{words.secret}</p>}
    </>
  );
}
