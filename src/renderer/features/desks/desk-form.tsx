import type { FormEvent } from 'react';
import { useState } from 'react';
import type { Answer, Input } from '#contract/index.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { deskWords as words } from '#renderer/words/desks.ts';
import styles from './desks.module.css';
import { placesText, readPlaces, wordsOf } from './places-text.ts';

export type DeskFormProps = {
  /** null: a new one. */
  readonly desk: Answer<'desks.state'>['desks'][number] | null;
  readonly tenants: readonly string[];
  readonly onSave: (desk: Input<'desks.save'>) => Promise<boolean>;
  readonly onRemove: (code: string) => Promise<boolean>;
  readonly onClose: () => void;
};

/** One desk: its name, its sites, and who holds it. */
export function DeskForm({ desk, tenants, onSave, onRemove, onClose }: DeskFormProps) {
  const [code, setCode] = useState(desk?.code ?? '');
  const [name, setName] = useState(desk?.name ?? '');
  const [places, setPlaces] = useState(desk === null ? '' : placesText(desk.places));
  const [holders, setHolders] = useState(desk?.holders.join(', ') ?? '');
  const [isSure, setSure] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const given = { code: code.trim(), name: name.trim(), places: readPlaces(places, tenants) };
    if (await onSave({ ...given, holders: wordsOf(holders) })) onClose();
  };
  const remove = async () => {
    if (!isSure) return setSure(true);
    if (desk !== null && (await onRemove(desk.code))) onClose();
  };
  const text = (value: string, change: (text: string) => void, testId: string) => ({
    value,
    autoComplete: 'off',
    'data-testid': testId,
    onChange: (event: { readonly target: { readonly value: string } }) => change(event.target.value),
  });
  return (
    <form className={styles.form} onSubmit={(event) => void send(event)}>
      {desk === null && (
        <Field label={words.code}>
          <TextField autoFocus required maxLength={32} {...text(code, setCode, 'desk-code')} />
        </Field>
      )}
      <Field label={words.name}>
        <TextField required maxLength={60} {...text(name, setName, 'desk-name')} />
      </Field>
      <Field label={words.places}>
        <TextField required {...text(places, setPlaces, 'desk-places')} />
      </Field>
      <Field label={words.holders}>
        <TextField {...text(holders, setHolders, 'desk-holders')} />
      </Field>
      <div className={styles.row}>
        <Button kind="quiet" onClick={onClose}>
          {words.cancel}
        </Button>
        {desk !== null && (
          <Button data-testid="desk-remove" onClick={() => void remove()} onBlur={() => setSure(false)}>
            {isSure ? words.removeSure : words.remove}
          </Button>
        )}
        <Button type="submit" kind="primary" data-testid="desk-save">
          {words.save}
        </Button>
      </div>
    </form>
  );
}
