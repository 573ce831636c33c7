import type { FormEvent } from 'react';
import { useState } from 'react';
import type { LinkState } from '#contract/link.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { Said } from '#renderer/ui/said.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { workstationWords as words } from '#renderer/words/workstations.ts';
import type { LinkStoreState } from './link-store.ts';
import { nameOf } from './link-text.ts';
import styles from './workstations.module.css';

/** Attaches: an address, the code that is shown there, and a person who has compared it. */
export function AttachPart({ state }: { readonly state: LinkStoreState }) {
  const [address, setAddress] = useState('');
  const { found, works, fault } = state;
  const look = (event: FormEvent) => {
    event.preventDefault();
    void state.look(address.trim());
  };
  return (
    <section className={styles.part} aria-label={words.attachTitle}>
      <h3>{words.attachTitle}</h3>
      <p className={styles.note}>{words.attachMeans}</p>
      {found === null ? (
        <form className={styles.fields} onSubmit={look}>
          <Field label={words.theirAddress}>
            <TextField
              required
              maxLength={253}
              autoComplete="off"
              spellCheck={false}
              data-testid="attach-address"
              value={address}
              onChange={(event) => setAddress(event.target.value)}
            />
          </Field>
          <Button type="submit" data-testid="attach-look" disabled={works || address.trim() === ''}>
            {works ? words.looking : words.look}
          </Button>
        </form>
      ) : (
        <>
          <p>{words.compare(found.address)}</p>
          <p className={styles.code} data-testid="attach-code">
            {found.code}
          </p>
          <div className={styles.actions}>
            <Button kind="primary" data-testid="attach" disabled={works} onClick={() => void state.attach()}>
              {works ? words.starts : words.attach}
            </Button>
            <Button disabled={works} onClick={state.forget}>
              {words.other}
            </Button>
          </div>
        </>
      )}
      <p role="alert" className={styles.problem}>
        {fault?.message}
      </p>
    </section>
  );
}

export type AttachedPartProps = {
  readonly state: LinkStoreState;
  readonly link: LinkState;
  readonly mayDetach: boolean;
  readonly zone: string;
};

/** To whom this workstation is attached, and the way back. */
export function AttachedPart({ state, link, mayDetach, zone }: AttachedPartProps) {
  const [isSure, setSure] = useState(false);
  return (
    <section className={styles.part} aria-label={words.attachedTitle}>
      <h3>{words.attachedTitle}</h3>
      <dl className={styles.facts}>
        <dt>{words.attachedTo}</dt>
        <dd>
          {nameOf(link)} <span className="mono">{link.address}</span>
        </dd>
        <dt>{words.trusted}</dt>
        <dd className={styles.code}>{link.code}</dd>
        <dt>{words.state}</dt>
        <dd>
          <Said text={words.linkStates[link.state]} at={<LocalTime at={link.since} zone={zone} />} />
        </dd>
      </dl>
      {(mayDetach || link.state !== 'CONNECTED') && (
        <div className={styles.actions}>
          <Button
            data-testid="detach"
            disabled={state.works}
            onClick={() => (isSure ? void state.detach() : setSure(true))}
            onBlur={() => setSure(false)}
          >
            {state.works ? words.starts : isSure ? words.detachSure : words.detach}
          </Button>
        </div>
      )}
      <p role="alert" className={styles.problem}>
        {state.fault?.message}
      </p>
    </section>
  );
}
