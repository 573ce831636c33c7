import { type FormEvent, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Answer } from '#contract/index.ts';
import { useMay } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { UPDATES } from '#renderer/words/updates.ts';
import styles from './engine-page.module.css';
import type { UpdatesStore, UpdatesStoreState } from './updates-store.ts';
import { Ago, bytes } from './values.tsx';

type Updates = Answer<'updates.state'>;

/** Whether there is a newer version, where one looks for it, and the button that installs it. */
export function UpdatesCard({ store, zone }: { readonly store: UpdatesStore; readonly zone: string }) {
  const state = useStore(store);
  const { updates, address, fault, show } = state;
  const may = useMay();
  const mayChange = may('updates.set');
  useEffect(() => show(mayChange), [show, mayChange]);
  if (updates === undefined) return null;
  return (
    <Card title={UPDATES.title}>
      <p data-testid="updates-state" className={updates.state === 'FAILED' ? styles.late : undefined}>
        {UPDATES.state[updates.state]} {updates.reason}{' '}
        {updates.checked_at !== null && (
          <>
            {UPDATES.looked} <Ago at={updates.checked_at} zone={zone} />
          </>
        )}
      </p>
      <Offered updates={updates} />
      {mayChange && updates.state !== 'UNAVAILABLE' && address !== undefined && (
        <Administration key={address} state={state} address={address} updates={updates} />
      )}
      <p role="alert" className={styles.late}>
        {fault?.message}
      </p>
    </Card>
  );
}

function Offered({ updates: { offered, way, file } }: { readonly updates: Updates }) {
  if (offered === null) return null;
  const { version, notes, bytes: size, fetched_bytes } = offered;
  return (
    <>
      <p className={styles.note}>{UPDATES.offered(version, bytes(fetched_bytes), bytes(size))}</p>
      {notes !== '' && <p className={styles.note}>{notes}</p>}
      {way === 'BY_HAND' && <p className={styles.note}>{UPDATES.byHand(file ?? '')}</p>}
      {way !== null && way !== 'BY_HAND' && <p className={styles.note}>{UPDATES.before}</p>}
    </>
  );
}

type AdministrationProps = {
  readonly state: UpdatesStoreState;
  readonly address: string | null;
  readonly updates: Updates;
};

function Administration({ state, address, updates }: AdministrationProps) {
  const [text, setText] = useState(address ?? '');
  const { busy, setAddress, look, install } = state;
  const { offered, way } = updates;
  const isReady = updates.state === 'READY' && offered !== null && way !== null && way !== 'BY_HAND';
  const save = (event: FormEvent) => {
    event.preventDefault();
    void setAddress(text.trim() === '' ? null : text.trim());
  };
  return (
    <form onSubmit={save} className={styles.choice}>
      <Field label={UPDATES.address}>
        <TextField
          maxLength={500}
          autoComplete="off"
          spellCheck={false}
          data-testid="updates-address"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <div className={styles.choice}>
        <Button type="submit" disabled={busy || text.trim() === (address ?? '')} data-testid="updates-save">
          {text.trim() === '' ? UPDATES.off : UPDATES.save}
        </Button>{' '}
        {address !== null && (
          <Button disabled={busy} data-testid="updates-look" onClick={() => void look()}>
            {UPDATES.look}
          </Button>
        )}{' '}
        {isReady && (
          <Button
            kind="primary"
            hint={UPDATES.installHint}
            disabled={busy}
            data-testid="updates-install"
            onClick={() => void install(offered.version)}
          >
            {UPDATES.install[way](offered.version)}
          </Button>
        )}
      </div>
    </form>
  );
}
