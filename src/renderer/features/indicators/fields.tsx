import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { ChoiceField, TextField } from '#renderer/ui/field.tsx';
import { Picker } from '#renderer/ui/picker.tsx';
import { capital, inWords, personName } from '#renderer/words/codes.ts';
import { indicatorWords as words } from '#renderer/words/indicators.ts';
import { type Asked, PARTS } from './asked.ts';
import type { BehindStore } from './behind-store.ts';
import styles from './indicators.module.css';
import type { IndicatorsStore } from './indicators-store.ts';
import { clientItems, ruleItems } from './items.ts';

/** What the pickers offer. */
export type Places = {
  readonly sites: readonly {
    readonly code: string;
    readonly name: string;
    readonly client: string;
    readonly tenant: string;
    readonly timezone: string;
  }[];
  readonly desks: readonly { readonly code: string; readonly name: string }[];
  /** Types of findings that there are. */
  readonly types: readonly string[];
};

type FieldsProps = {
  readonly store: IndicatorsStore;
  readonly behind: BehindStore;
  readonly zone: string;
  readonly places: Places;
};
type Ask = (patch: Partial<Asked>) => void;

const SPANS = [1, 7, 30, 90] as const;
const DAYS = 'days';

/** From which day to which, in whose time. */
function DayFields({ asked, ask, zone, places }: Pick<FieldsProps, 'zone' | 'places'> & DayProps) {
  const [days, write] = useState({ first: asked.first, last: asked.last });
  const ofSite = places.sites.find(({ code }) => asked.of === 'SITE' && code === asked.name)?.timezone;
  const zones = [...new Set([zone, 'UTC', ...(ofSite === undefined ? [] : [ofSite]), asked.zone ?? zone])];
  return (
    <form
      className={styles.fields}
      onSubmit={(event) => {
        event.preventDefault();
        ask(days);
      }}
    >
      {(['first', 'last'] as const).map((edge) => (
        <TextField
          key={edge}
          type="date"
          required
          aria-label={words[edge]}
          title={words[edge]}
          data-testid={`indicators-${edge}`}
          {...(edge === 'last' ? { min: days.first } : {})}
          value={days[edge]}
          onChange={(event) => write({ ...days, [edge]: event.target.value })}
        />
      ))}
      <ChoiceField
        aria-label={words.zone}
        value={asked.zone ?? zone}
        choices={zones.map((value) => ({ value, label: words.zoneName(value, value === zone) }))}
        onChoose={(value) => ask({ ...days, zone: value })}
      />
      <Button type="submit">{words.show}</Button>
    </form>
  );
}
type DayProps = { readonly asked: Asked; readonly ask: Ask };

/** Which tenant, client, site, console, person or type of finding: found by typing, or typed as it is. */
function PartPicker({ store, places, asked, ask }: Pick<FieldsProps, 'store' | 'places'> & DayProps) {
  const { people, findPeople } = useStore(store);
  useEffect(() => {
    if (asked.of === 'OPERATOR') void findPeople();
  }, [asked.of, findPeople]);
  if (asked.of === 'ALL') return null;
  const names = new Map(
    [...places.sites, ...places.desks].map(({ code, name }) => [code, `${code} ${name}`.trim()]),
  );
  const items: Readonly<Record<typeof asked.of, readonly string[]>> = {
    TENANT: [...new Set(places.sites.map(({ tenant }) => tenant))].sort(),
    CLIENT: clientItems(places.sites),
    SITE: places.sites.map(({ code }) => code),
    CONSOLE: places.desks.map(({ code }) => code),
    OPERATOR: people ?? [],
    RULE: ruleItems(places.types),
  };
  const describe = (item: string): string => {
    if (asked.of === 'OPERATOR') return personName(item);
    if (asked.of === 'RULE') return item.endsWith('*') ? words.allOf(item) : capital(inWords(item));
    return names.get(item) ?? item;
  };
  return (
    <Picker
      id="indicators-part"
      label={words.names[asked.of]}
      name={words.names[asked.of]}
      value={asked.name === '' ? null : asked.name}
      items={items[asked.of]}
      describe={describe}
      takesText
      onPick={(name) => ask({ name: name ?? '' })}
    />
  );
}

/** Over which span, and of which part. */
export function Fields({ store, behind, zone, places }: FieldsProps) {
  const { asked, ask: load } = useStore(store);
  const ask: Ask = (patch) => {
    // Another question is answered by the table.
    behind.getState().leave();
    void load(patch);
  };
  return (
    <div className={styles.fields}>
      <ChoiceField
        aria-label={words.span}
        value={asked.days === null ? DAYS : String(asked.days)}
        choices={[
          ...SPANS.map((days) => ({ value: String(days), label: words.spans[days] })),
          { value: DAYS, label: words.fromTo },
        ]}
        onChoose={(days) => ask({ days: days === DAYS ? null : Number(days) })}
      />
      {asked.days === null && <DayFields asked={asked} ask={ask} zone={zone} places={places} />}
      <ChoiceField<Asked['of']>
        aria-label={words.part}
        value={asked.of}
        choices={PARTS.map((value) => ({ value, label: words.parts[value] }))}
        onChoose={(of) => ask({ of, name: '' })}
      />
      <PartPicker store={store} places={places} asked={asked} ask={ask} />
      <Button onClick={() => void load({})}>{words.again}</Button>
    </div>
  );
}
