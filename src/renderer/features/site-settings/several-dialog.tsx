import { useState } from 'react';
import type { ScopeTarget } from '#contract/configuration.ts';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { SEVERAL } from '#renderer/words/site-settings.ts';
import type { Place } from './settings-store.ts';
import styles from './site-settings.module.css';

/** A site as the choice of several shows it. */
export type SiteChoice = {
  readonly code: string;
  readonly name: string;
  readonly client: string;
  readonly tenant: string;
};
type SeveralProps = {
  readonly sites: readonly SiteChoice[];
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onChoose: (place: Place) => void;
};

/** So many rows are drawn; the rest is counted. */
const SHOWN = 200;

const targetOf = ({ code, tenant }: SiteChoice): ScopeTarget => ({ scope: 'SITE', tenant, code });

/** Sites in whose code, name, client and tenant every word of the text occurs. */
export function sitesMatching(sites: readonly SiteChoice[], text: string): readonly SiteChoice[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return sites.filter(({ code, name, client, tenant }) => {
    const said = `${code} ${name} ${client} ${tenant}`.toLowerCase();
    return words.every((word) => said.includes(word));
  });
}

/** Chooses the sites that are set together. */
export function SeveralDialog({ sites, open, onClose, onChoose }: SeveralProps) {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const found = sitesMatching(sites, text);
  const isAll = found.length > 0 && found.every(({ code }) => chosen.has(code));
  const tick = (some: readonly SiteChoice[], isOn: boolean) => {
    const next = new Set(chosen);
    for (const { code } of some) isOn ? next.add(code) : next.delete(code);
    setChosen(next);
  };
  const submit = () => {
    const [first, ...rest] = sites.filter(({ code }) => chosen.has(code)).map(targetOf);
    if (first === undefined) return;
    onChoose({ targets: [first, ...rest] });
    onClose();
  };
  return (
    <Modal title={SEVERAL.title} open={open} onClose={onClose}>
      <DialogForm
        verb={SEVERAL.start}
        testId="several-start"
        isComplete={chosen.size > 0}
        onSubmit={submit}
        onCancel={onClose}
      >
        <Field label={SEVERAL.filter}>
          <TextField value={text} onChange={(event) => setText(event.target.value)} />
        </Field>
        <label className={styles.tick}>
          <input type="checkbox" checked={isAll} onChange={(event) => tick(found, event.target.checked)} />
          {SEVERAL.all(found.length)}
        </label>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a border and a legend of its own */}
        <div className={styles.choices} role="group" aria-label={SEVERAL.list}>
          {found.slice(0, SHOWN).map((site) => (
            <label key={site.code} className={styles.tick}>
              <input
                type="checkbox"
                checked={chosen.has(site.code)}
                onChange={(event) => tick([site], event.target.checked)}
              />
              <code>{site.code}</code> {site.name}
            </label>
          ))}
          {found.length > SHOWN && <p>{SEVERAL.more(found.length - SHOWN)}</p>}
        </div>
        <p role="status">{SEVERAL.chosen(chosen.size)}</p>
      </DialogForm>
    </Modal>
  );
}
