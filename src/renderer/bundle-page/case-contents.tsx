import { useState } from 'react';
import type { CaseView } from '#contract/cases.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { Said } from '#renderer/ui/said.tsx';
import { formatInstant } from '#renderer/ui/time.ts';
import { caseWords as words } from '#renderer/words/bundles.ts';
import { personName } from '#renderer/words/codes.ts';
import type { Seal } from './bundle.ts';
import styles from './case-contents.module.css';
import { BundleContents, SealCard } from './contents.tsx';

type CaseProps = { readonly view: CaseView; readonly seal: Seal };

function Notes({ view: { folder, bundles } }: Pick<CaseProps, 'view'>) {
  const zone = bundles[0]?.view.timezone ?? 'UTC';
  const about = (id: string | null) => folder.items.find((item) => item.id === id);
  return (
    <Card title={words.notes}>
      {folder.notes.length === 0 && <p className={styles.faint}>{words.noNotes}</p>}
      <ol className={styles.notes}>
        {folder.notes.map((note) => (
          <li key={`${note.at} ${note.by} ${note.text}`}>
            <p>{note.text}</p>
            <p className={styles.faint}>
              <Said text={words.noteBy} who={personName(note.by)} at={formatInstant(note.at, zone)} />{' '}
              {about(note.item) && <Said text={words.aboutOne} what={about(note.item)?.finding ?? ''} />}
            </p>
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** A saved case to read: its notes, and each of its bundles as it was sealed. */
export function CaseContents({ view, seal }: CaseProps) {
  const [chosen, choose] = useState(0);
  const { folder, bundles } = view;
  const zone = bundles[0]?.view.timezone ?? 'UTC';
  const shown = bundles[chosen];
  return (
    <div className={styles.case} data-testid="case-contents">
      <h2 className={styles.name}>{folder.name}</h2>
      <Card title={words.case}>
        <p className={styles.faint}>
          <Said
            text={words.opened}
            at={formatInstant(folder.opened_at, zone)}
            who={personName(folder.opened_by)}
          />{' '}
          {folder.closed_at !== null && (
            <Said
              text={words.closedAt}
              at={formatInstant(folder.closed_at, zone)}
              who={personName(folder.closed_by ?? '')}
            />
          )}
        </p>
        <nav className={styles.bundles} aria-label={words.holds}>
          {bundles.map((bundle, index) => (
            <Button
              key={`${bundle.view.finding.id} ${bundle.seal.made_at} ${bundle.seal.fingerprint}`}
              aria-current={index === chosen ? 'true' : undefined}
              data-testid="case-bundle"
              onClick={() => choose(index)}
            >
              {`${index + 1}. ${bundle.view.finding.id} ${bundle.view.finding.title}`}
            </Button>
          ))}
        </nav>
      </Card>
      <Notes view={view} />
      <SealCard title={words.sealedCase} seal={seal} />
      {shown !== undefined && (
        <section key={chosen} aria-label={words.chosen}>
          <BundleContents bundle={shown} />
        </section>
      )}
    </div>
  );
}
