import { Button } from '#renderer/ui/button.tsx';
import { ChoiceField, Field, FieldGroup, TextField } from '#renderer/ui/field.tsx';
import { Picker } from '#renderer/ui/picker.tsx';
import { whatIfWords as words } from '#renderer/words/what-if.ts';
import type { Draft } from './draft.ts';
import styles from './what-if.module.css';

/** As much of a site as tells whose it is. */
export type KnownSite = { readonly code: string; readonly client: string; readonly tenant: string };

type WhereProps = {
  readonly draft: Draft;
  readonly sites: readonly KnownSite[];
  readonly onEdit: (patch: Partial<Draft>) => void;
};

const SCOPES = (['SITE', 'GROUP', 'CLIENT', 'TENANT'] as const).map((value) => ({
  value,
  label: words.scopes[value],
}));

/** Whose settings are tried. */
export function Where({ draft, sites, onEdit }: WhereProps) {
  const clients = [...new Set(sites.map(({ tenant, client }) => `${tenant} ${client}`))].sort();
  const tenants = [...new Set(sites.map(({ tenant }) => tenant))].sort();
  return (
    <>
      <Field label={words.where}>
        <ChoiceField
          value={draft.scope}
          choices={SCOPES}
          data-testid="what-if-scope"
          onChoose={(scope) => onEdit({ scope })}
        />
      </Field>
      {draft.scope === 'SITE' && <Sites draft={draft} sites={sites} onEdit={onEdit} />}
      {draft.scope === 'GROUP' && (
        <Field label={words.group}>
          <TextField
            value={draft.group}
            size={18}
            maxLength={64}
            onChange={(event) => onEdit({ group: event.target.value })}
          />
        </Field>
      )}
      {draft.scope === 'CLIENT' && (
        <FieldGroup label={words.scopes.CLIENT}>
          <Picker
            label={words.client}
            name={words.scopes.CLIENT}
            value={draft.client}
            opens="right"
            items={clients}
            describe={clientText}
            onPick={(client) => onEdit({ client })}
          />
        </FieldGroup>
      )}
      {draft.scope === 'TENANT' && (
        <FieldGroup label={words.scopes.TENANT}>
          <Picker
            label={words.tenant}
            name={words.scopes.TENANT}
            value={draft.tenant}
            opens="right"
            items={tenants}
            onPick={(tenant) => onEdit({ tenant })}
          />
        </FieldGroup>
      )}
    </>
  );
}

function clientText(item: string): string {
  const [tenant = '', client = ''] = item.split(' ');
  return words.ofClient(client, tenant);
}

function Sites({ draft, sites, onEdit }: WhereProps) {
  const others = sites.flatMap(({ code }) => (draft.sites.includes(code) ? [] : [code]));
  return (
    <FieldGroup label={words.scopes.SITE}>
      <div className={styles.sites}>
        {draft.sites.map((site) => (
          <Button
            key={site}
            aria-label={words.removeSite(site)}
            onClick={() => onEdit({ sites: draft.sites.filter((other) => other !== site) })}
          >
            {site} ×
          </Button>
        ))}
        <Picker
          label={words.addSite}
          name={words.addSite}
          value={null}
          opens="right"
          items={others}
          onPick={(site) => site !== null && onEdit({ sites: [...draft.sites, site] })}
        />
      </div>
    </FieldGroup>
  );
}
