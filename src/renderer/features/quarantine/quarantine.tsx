import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import frame from '#renderer/ui/page.module.css';
import { EmptyState, FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { mendWords, reasonWords, quarantineWords as words } from '#renderer/words/quarantine.ts';
import { Lines } from './lines.tsx';
import styles from './quarantine.module.css';
import type { Chosen, Group, QuarantineStore } from './quarantine-store.ts';

export type QuarantineProps = {
  readonly store: QuarantineStore;
  readonly zone: string;
  readonly onConnectors: () => void;
};

const nameOf = ({ reason, source, lines }: Group): string =>
  words.group(reasonWords[reason], source ?? words.nobody, lines);
const isSame = (group: Group, chosen: Chosen): boolean =>
  chosen !== null && group.reason === chosen.reason && group.source === chosen.source;

function Groups({ store }: { readonly store: QuarantineStore }) {
  const { groups = [], chosen, choose } = useStore(store);
  const all = groups.reduce((sum, { lines }) => sum + lines, 0);
  return (
    <nav className={styles.groups} aria-label={words.groups}>
      <Button kind="quiet" pressed={chosen === null} onClick={() => choose(null)}>
        {words.all(all)}
      </Button>
      {groups.map((group) => (
        <Button
          key={`${group.reason} ${group.source}`}
          kind="quiet"
          pressed={isSame(group, chosen)}
          onClick={() => choose({ reason: group.reason, source: group.source })}
        >
          {nameOf(group)}
        </Button>
      ))}
    </nav>
  );
}

/** `ids`: those that shall go; undefined: all that are chosen. */
type Asked = { readonly ids?: readonly number[] };

function DiscardDialog({
  what,
  onDiscard,
  onClose,
}: {
  readonly what: string;
  readonly onDiscard: (because: string) => void;
  readonly onClose: () => void;
}) {
  const [because, setBecause] = useState('');
  return (
    <Modal title={words.discardTitle(what)} description={words.discardMeans} open onClose={onClose}>
      <DialogForm
        verb={words.discard}
        testId="quarantine-discard-sure"
        isComplete={because.trim() !== ''}
        onSubmit={() => {
          onDiscard(because.trim());
          onClose();
        }}
        onCancel={onClose}
      >
        <Field label={words.because}>
          <TextField value={because} maxLength={500} onChange={(event) => setBecause(event.target.value)} />
        </Field>
      </DialogForm>
    </Modal>
  );
}

type HeadProps = QuarantineProps & { readonly onDiscard: () => void };

function Head({ store, onConnectors, onDiscard }: HeadProps) {
  const { lines, busy, result, before, hasOlder, retry, exportAll, older, newest } = useStore(store);
  const isEmpty = lines.length === 0;
  return (
    <div className={frame.head}>
      <h2>{words.title}</h2>
      <Button
        hint={words.retryHint}
        disabled={busy || isEmpty}
        data-testid="quarantine-retry"
        onClick={() => void retry()}
      >
        {busy ? words.working : words.retry}
      </Button>
      <Button disabled={busy || isEmpty} data-testid="quarantine-discard" onClick={onDiscard}>
        {words.discard}
      </Button>
      <Button hint={words.exportHint} disabled={busy || isEmpty} onClick={() => void exportAll()}>
        {words.export}
      </Button>
      <Button kind="quiet" disabled={before === null} onClick={newest}>
        {words.newest}
      </Button>
      <Button kind="quiet" disabled={!hasOlder} data-testid="quarantine-older" onClick={older}>
        {words.older}
      </Button>
      <Permitted by="connectors.list">
        <Button kind="quiet" shortcut="6" hidesKey onClick={onConnectors}>
          {words.connectors}
        </Button>
      </Permitted>
      <span role="status" className={styles.result}>
        {result}
      </span>
    </div>
  );
}

/** What was refused and why, and the ways to take it in again or to discard it. */
export function Quarantine(props: QuarantineProps) {
  const { store, zone } = props;
  const { groups, chosen, lines, fault, busy, load, retry, discard, show } = useStore(store);
  const [asked, setAsked] = useState<Asked | null>(null);
  useEffect(() => show(), [show]);
  const group = groups?.find((each) => isSame(each, chosen));
  const all = groups?.reduce((sum, each) => sum + each.lines, 0) ?? 0;
  const what =
    asked?.ids !== undefined ? words.oneLine : group === undefined ? words.all(all) : nameOf(group);
  return (
    <section className={frame.page} aria-label={words.title} data-testid="quarantine">
      <Head {...props} onDiscard={() => setAsked({})} />
      {fault !== undefined && (
        <FailedState
          title={words.failed}
          reason={fault.message}
          {...(groups === undefined ? {} : { kept: words.kept })}
          onRetry={() => void load()}
        />
      )}
      {groups === undefined && fault === undefined && <LoadingState label={words.loading} />}
      <div className={styles.body}>
        <Groups store={store} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
        <section className={styles.scroller} id="quarantine" tabIndex={0} aria-label={words.lines}>
          {chosen !== null && <p className={styles.note}>{mendWords[chosen.reason]}</p>}
          {groups !== undefined && lines.length === 0 && (
            <EmptyState title={words.empty}>{words.emptyMeans}</EmptyState>
          )}
          {lines.length > 0 && (
            <Lines
              lines={lines}
              zone={zone}
              busy={busy}
              onRetry={(id) => void retry([id])}
              onDiscard={(id) => setAsked({ ids: [id] })}
            />
          )}
        </section>
      </div>
      {asked !== null && (
        <DiscardDialog
          what={what}
          onDiscard={(because) => void discard(because, asked.ids)}
          onClose={() => setAsked(null)}
        />
      )}
    </section>
  );
}
