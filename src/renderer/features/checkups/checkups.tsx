import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import frame from '#renderer/ui/page.module.css';
import { Picker } from '#renderer/ui/picker.tsx';
import { Said } from '#renderer/ui/said.tsx';
import { EmptyState, FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { checkupWords as words } from '#renderer/words/checkups.ts';
import { personName } from '#renderer/words/codes.ts';
import styles from './checkups.module.css';
import type { Checkup, CheckupsStore, Waiting } from './checkups-store.ts';
import { ItemCard } from './item-card.tsx';

export type CheckupsProps = {
  readonly store: CheckupsStore;
  /** Those that one may see. */
  readonly sites: readonly { readonly code: string; readonly name: string }[];
  /** Of the installation. */
  readonly zone: string;
};

const MOST_NOTE = 1_000;
const subjectOf = ({ site, site_name }: Waiting): string =>
  site === null ? words.installation : words.subject(site, site_name);

/** Begins a review for any site, or for the installation. */
function Begin({ store, sites }: Pick<CheckupsProps, 'store' | 'sites'>) {
  const { busy, begin } = useStore(store);
  const [site, setSite] = useState<string | null>(null);
  const names = new Map(sites.map(({ code, name }) => [code, name]));
  return (
    <>
      <Picker
        label={words.site}
        name={words.siteName}
        value={site}
        items={sites.map(({ code }) => code)}
        describe={(code) => words.subject(code, names.get(code) ?? null)}
        onPick={setSite}
      />
      <Button
        data-testid="checkup-begin-site"
        hint={words.beginHint}
        disabled={busy !== null || site === null}
        onClick={() => void begin(site)}
      >
        {busy === 'beginning' ? words.beginning : words.beginSite}
      </Button>
      <Permitted by="checkups.begin_installation">
        <Button
          data-testid="checkup-begin-installation"
          hint={words.beginHint}
          disabled={busy !== null}
          onClick={() => void begin(null)}
        >
          {words.beginInstallation}
        </Button>
      </Permitted>
    </>
  );
}

function Entry({ waiting, zone }: { readonly waiting: Waiting; readonly zone: string }) {
  const { due_at, is_overdue, begun, ticked, last_signed_at } = waiting;
  return (
    <span className={styles.entry}>
      <span>{subjectOf(waiting)}</span>
      <span className={is_overdue ? styles.overdue : styles.faint}>
        <Said
          text={words.dueSince}
          state={is_overdue ? words.states.overdue : words.states.due}
          at={<LocalTime at={due_at} zone={zone} />}
        />
      </span>
      <span className={styles.faint}>{words.progress(ticked, begun !== null)}</span>
      <span className={styles.faint}>
        {last_signed_at === null ? (
          words.neverSigned
        ) : (
          <Said text={words.lastSigned} at={<LocalTime at={last_signed_at} zone={zone} />} />
        )}
      </span>
    </span>
  );
}

function List({ store, zone }: Pick<CheckupsProps, 'store' | 'zone'>) {
  const { list, shown, show } = useStore(store);
  return (
    <nav className={styles.list} aria-label={words.list}>
      {list?.length === 0 && <p className={styles.faint}>{words.nothingDue}</p>}
      <ul>
        {list?.map((waiting) => (
          <li key={waiting.id}>
            <Button kind="quiet" pressed={shown?.id === waiting.id} onClick={() => void show(waiting.id)}>
              <Entry waiting={waiting} zone={zone} />
            </Button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function SignDialog({ store, onClose }: { readonly store: CheckupsStore; readonly onClose: () => void }) {
  const { busy, refusal, sign } = useStore(store);
  const [note, setNote] = useState('');
  return (
    <Modal title={words.signTitle} description={words.signMeans} open onClose={onClose}>
      <DialogForm
        verb={busy === 'signing' ? words.signing : words.signTitle}
        testId="checkup-sign-sure"
        isComplete={busy === null}
        onSubmit={() => void sign(note).then((done) => done && onClose())}
        onCancel={onClose}
      >
        <Field label={words.signNote}>
          <TextField value={note} maxLength={MOST_NOTE} onChange={(event) => setNote(event.target.value)} />
        </Field>
        {refusal !== undefined && (
          <p role="alert" className={styles.problem}>
            {refusal.message}
          </p>
        )}
      </DialogForm>
    </Modal>
  );
}

/** The way to the signature: there once every item was looked at. */
function Sign({ store, checkup }: { readonly store: CheckupsStore; readonly checkup: Checkup }) {
  const [isAsking, setAsking] = useState(false);
  const missing = checkup.items.length - checkup.ticks.length;
  return (
    <div className={styles.deeds}>
      <Button
        kind="primary"
        data-testid="checkup-sign"
        disabled={missing > 0}
        onClick={() => setAsking(true)}
      >
        {words.sign}
      </Button>
      {missing > 0 && <span className={styles.faint}>{words.missing(missing)}</span>}
      {isAsking && <SignDialog store={store} onClose={() => setAsking(false)} />}
    </div>
  );
}

function Page({ store, zone }: Pick<CheckupsProps, 'store' | 'zone'>) {
  const { shown, busy, begin, tick } = useStore(store);
  if (shown === null) return <EmptyState title={words.choose} />;
  const { begun, items, ticks } = shown;
  if (begun === null)
    return (
      <div className={styles.deeds}>
        <p>{words.notBegun}</p>
        <Button
          kind="primary"
          data-testid="checkup-begin"
          disabled={busy !== null}
          onClick={() => void begin(shown.site)}
        >
          {busy === 'beginning' ? words.beginning : words.begin}
        </Button>
      </div>
    );
  return (
    <>
      <h3>{subjectOf(shown)}</h3>
      <p className={styles.faint}>
        <Said text={words.begun} at={<LocalTime at={begun.at} zone={zone} />} by={personName(begun.by)} />
      </p>
      {items.map((item) => (
        <ItemCard
          key={`${shown.id} ${item.name}`}
          item={item}
          tick={ticks.find((each) => each.item === item.name)}
          zone={zone}
          onTick={tick}
        />
      ))}
      <Sign store={store} checkup={shown} />
    </>
  );
}

/** Reviews of sites and of the installation: what is due, its figures, what comes of each, and the name under it. */
export function Checkups({ store, sites, zone }: CheckupsProps) {
  const { list, fault, refusal, load } = useStore(store);
  useEffect(() => void load(), [load]);
  return (
    <section className={frame.page} aria-label={words.title} data-testid="checkups">
      <header className={frame.head}>
        <h2 className={styles.title} id="checkups" tabIndex={-1}>
          {words.title}
        </h2>
        <span className={styles.spring} />
        <Begin store={store} sites={sites} />
      </header>
      {fault !== undefined && (
        <FailedState
          title={words.failed}
          reason={fault.message}
          {...(list === undefined ? {} : { kept: words.kept })}
          onRetry={() => void load()}
        />
      )}
      {refusal !== undefined && (
        <p role="alert" className={styles.problem}>
          {refusal.message}
        </p>
      )}
      {list === undefined && fault === undefined && <LoadingState label={words.loading} />}
      {list !== undefined && (
        <div className={styles.split}>
          <List store={store} zone={zone} />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
          <section className={`${frame.scroller} ${styles.scroller}`} tabIndex={0} aria-label={words.page}>
            <Page store={store} zone={zone} />
          </section>
        </div>
      )}
    </section>
  );
}
