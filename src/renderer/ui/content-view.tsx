import type { ReactNode } from 'react';
import type { Attachment, Content } from '#core/model/content.ts';
import { messageWords as words } from '#renderer/words/actions.ts';
import { Button } from './button.tsx';
import styles from './content-view.module.css';

type ContentViewProps = {
  readonly content: Content;
  /** Saves a file that it carries, to be looked at; absent where that is not there yet. */
  readonly onFile?: (attachment: Attachment) => void;
};

/** A message as it leaves: what the receiver reads, word by word, and the files with the hashes of their bytes. */
export function ContentView({ content, onFile }: ContentViewProps) {
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
  const files = content.kind === 'MAIL' ? (content.attachments ?? []) : [];
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
      {files.length > 0 && (
        <ul className={styles.files} aria-label={words.files}>
          {files.map((file) => (
            <li key={file.sha256} data-testid="message-file">
              <span>{words.file(file.name, file.size)}</span>
              {onFile !== undefined && (
                <Button onClick={() => onFile(file)} data-testid="message-file-save">
                  {words.saveFile}
                </Button>
              )}
              <code className={styles.faint}>{words.hash(file.sha256)}</code>
            </li>
          ))}
        </ul>
      )}
      {hidesSecret && <p className={styles.faint}>{words.secret}</p>}
    </>
  );
}

type ContentPreviewProps = {
  readonly preview: { readonly content: Content; readonly hindrance: string | null };
  readonly children?: ReactNode;
};

/** Exactly what would be sent, before anybody asks for it, with what is against it as things are. */
export const ContentPreview = ({ preview: { content, hindrance }, children }: ContentPreviewProps) => (
  <section aria-label={words.preview}>
    <h3>{words.preview}</h3>
    <ContentView content={content} />
    {children}
    {hindrance !== null && (
      <p className={styles.warning} role="status">
        {words.cannot} {hindrance}
      </p>
    )}
  </section>
);
