import { Eye } from 'lucide-react';
import { useNow } from '#renderer/ui/clock.tsx';
import { glyphState, SeverityGlyph } from '#renderer/ui/severity.tsx';
import { STATUS_WORD } from '#renderer/words/codes.ts';
import { findingWords } from '#renderer/words/finding.ts';
import type { Detail } from './detail.ts';
import { isShelved } from './facts.tsx';
import styles from './finding.module.css';

export type HeadingProps = {
  readonly detail: Detail;
  /** Who else looks at it, or ''; undefined where there is nobody else. */
  readonly watched: string | undefined;
};

/** How bad it is, what it is, where, what has become of it, and who else looks at it. */
export function Heading({ detail, watched }: HeadingProps) {
  const { finding, site_name, archived } = detail;
  const shelved = isShelved(finding, useNow(60_000));
  const condition = finding.condition === 'CLEARED' ? ` · ${findingWords.cleared}` : '';
  return (
    <header className={styles.heading}>
      <SeverityGlyph severity={finding.severity} state={glyphState({ ...finding, shelved })} size={18} />
      <h2 className={styles.title}>
        {finding.title}{' '}
        <span className={styles.place}>{[finding.site, site_name].filter(Boolean).join(' ')}</span>
      </h2>
      <span className={styles.status}>
        {shelved ? findingWords.shelved : STATUS_WORD[finding.status] + condition}
        {archived && findingWords.archived}
      </span>
      {watched !== undefined && (
        <span className={styles.watched} data-testid="finding-watched">
          {watched !== '' && <Eye size={14} aria-hidden="true" />}
          {watched}
        </span>
      )}
    </header>
  );
}
