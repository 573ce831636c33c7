import type { FormEvent } from 'react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { trailWords as words } from '#renderer/words/trail.ts';
import styles from './trail.module.css';
import type { Filter, TrailStore } from './trail-store.ts';

/** What stands in the fields. */
export type Written = Readonly<Record<'actor' | 'action' | 'finding' | 'site' | 'since' | 'until', string>>;

const NOTHING: Written = { actor: '', action: '', finding: '', site: '', since: '', until: '' };

/** The filter that somebody wrote: empty fields ask for nothing, days are those of UTC. */
export function filterOf({ since, until, ...texts }: Written): Filter {
  const filter: Filter = {};
  for (const name of ['actor', 'action', 'finding', 'site'] as const) {
    const text = texts[name].trim();
    if (text !== '') filter[name] = text;
  }
  const [from, to] = [Date.parse(since), Date.parse(until)];
  if (!Number.isNaN(from)) filter.since = from;
  if (!Number.isNaN(to)) filter.until = to;
  return filter;
}

/** Who, what, about what, and when. */
export function Filters({ store }: { readonly store: TrailStore }) {
  const { find } = useStore(store);
  const [written, write] = useState(NOTHING);
  const field = (name: keyof Written, type: 'text' | 'date' = 'text') => ({
    ...{ type, value: written[name], maxLength: 200, 'data-testid': `trail-${name}` },
    onChange: ({ target }: { readonly target: HTMLInputElement }) =>
      write({ ...written, [name]: target.value }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    find(filterOf(written));
  };
  return (
    <form className={styles.filters} aria-label={words.filter} onSubmit={submit}>
      <Field label={words.who}>
        <TextField {...field('actor')} />
      </Field>
      <Field label={words.what}>
        <TextField {...field('action')} title={words.whatHint} />
      </Field>
      <Field label={words.finding}>
        <TextField {...field('finding')} />
      </Field>
      <Field label={words.site}>
        <TextField {...field('site')} />
      </Field>
      <Field label={words.since}>
        <TextField {...field('since', 'date')} />
      </Field>
      <Field label={words.until}>
        <TextField {...field('until', 'date')} />
      </Field>
      <Button type="submit" kind="primary" shortcut="↵" data-testid="trail-find">
        {words.find}
      </Button>
      <Button
        kind="quiet"
        onClick={() => {
          write(NOTHING);
          find({});
        }}
      >
        {words.everything}
      </Button>
    </form>
  );
}
