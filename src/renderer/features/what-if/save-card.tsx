import { useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { saveWords as words } from '#renderer/words/what-if.ts';
import styles from './what-if.module.css';
import type { WhatIfStore } from './what-if-store.ts';

/** The settings that were tried, saved after all: what would change first, then in one step. */
export function SaveCard({ store }: { readonly store: WhatIfStore }) {
  const { diff, save } = useStore(store);
  const [reason, setReason] = useState('');
  const changed = diff?.entries.filter(({ change }) => change === 'changed') ?? [];
  return (
    <Card title={words.title}>
      <div className={styles.row}>
        <Field label={words.reason}>
          <TextField
            value={reason}
            size={40}
            maxLength={500}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        <Button data-testid="what-if-check" onClick={() => void save({ dry_run: true, reason })}>
          {words.check}
        </Button>
        {diff?.dry_run === true && changed.length > 0 && (
          <Button
            kind="primary"
            data-testid="what-if-save"
            onClick={() => void save({ dry_run: false, reason })}
          >
            {words.save}
          </Button>
        )}
      </div>
      <div role="status">
        {diff !== null && <p>{diff.dry_run ? words.would(changed.length) : words.saved(diff.version)}</p>}
        <ul className={styles.diff}>
          {changed.map(({ scope, code, fields }) => (
            <li key={scope + code}>
              <strong>{code}</strong>{' '}
              {fields.map((field) => words.field(field.field, field.old, field.new)).join('; ')}
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}
