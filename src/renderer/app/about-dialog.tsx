import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { Modal, ModalActions } from '#renderer/ui/modal.tsx';
import { aboutWords as words } from '#renderer/words/about.ts';
import styles from './about-dialog.module.css';
import type { Stores } from './stores.ts';

export type AboutDialogProps = {
  readonly engine: Stores['engine'];
  readonly open: boolean;
  readonly onClose: () => void;
};

/** Which Vigil this is, and whose work is part of it. */
export function AboutDialog({ engine, open, onClose }: AboutDialogProps) {
  const status = useStore(engine, (state) => state.status);
  const licences = useLicences(open);
  return (
    <Modal title={words.title} description={words.description} open={open} onClose={onClose} wide>
      <dl className={styles.facts}>
        <dt>{words.version}</dt>
        <dd data-testid="about-version">{status?.version ?? words.unknown}</dd>
        <dt>{words.build}</dt>
        <dd data-testid="about-build">{import.meta.env.VIGIL_BUILD || words.byHand}</dd>
        <dt>{words.shownIn}</dt>
        <dd>{window.vigil === undefined ? words.browser : words.desktop}</dd>
      </dl>
      <h3 className={styles.licences}>{words.licences}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keys */}
      <section className={styles.text} tabIndex={0} aria-label={words.licences}>
        <pre data-testid="about-licences">{licences}</pre>
      </section>
      <ModalActions>
        <Button kind="primary" shortcut="Esc" onClick={onClose}>
          {words.close}
        </Button>
      </ModalActions>
    </Modal>
  );
}

/** The licences, read when somebody wants to see them. */
function useLicences(isWanted: boolean): string {
  const [text, setText] = useState<string>(words.loading);
  useEffect(() => {
    if (!isWanted) return;
    fetch('licences.txt')
      .then((answer) => (answer.ok ? answer.text() : words.failed))
      .catch(() => words.failed)
      .then(setText);
  }, [isWanted]);
  return text;
}
