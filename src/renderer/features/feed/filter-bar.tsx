import { useStore } from 'zustand';
import type { FindingSeverity } from '#core/model/finding.ts';
import { SEVERITIES } from '#core/model/finding.ts';
import { Button } from '#renderer/ui/button.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { Picker } from '#renderer/ui/picker.tsx';
import { SeverityGlyph } from '#renderer/ui/severity.tsx';
import { SEVERITY_WORD } from '#renderer/words/codes.ts';
import type { View } from './feed-filter.ts';
import { VIEWS } from './feed-filter.ts';
import type { FeedState, FeedStore } from './feed-store.ts';
import styles from './filter-bar.module.css';

/** What the pickers offer beside the types, which the feed knows itself. */
export type Places = {
  readonly sites: readonly { readonly code: string; readonly name: string }[];
  readonly clients: readonly string[];
};

const VIEW_WORD: Readonly<Record<View, string>> = {
  open: 'Open',
  new: 'New',
  cleared: 'Cleared, unseen',
  shelved: 'Shelved',
  resolved: 'Resolved',
  all: 'All',
};

function viewCount(view: View, counts: FeedState['counts']): number | undefined {
  switch (view) {
    case 'open':
      return counts?.open;
    case 'new':
      return counts?.unacknowledged;
    case 'cleared':
      return counts?.cleared;
    case 'shelved':
      return counts?.shelved;
    default:
      return undefined;
  }
}

const toggled = (chosen: readonly FindingSeverity[], severity: FindingSeverity) =>
  chosen.includes(severity) ? chosen.filter((each) => each !== severity) : [...chosen, severity];

function ViewChips({ store }: { readonly store: FeedStore }) {
  const { filter, counts, narrow } = useStore(store);
  return (
    <fieldset className={styles.group} aria-label="State">
      {VIEWS.map((view) => (
        <Button
          key={view}
          kind="quiet"
          className={styles.chip}
          pressed={filter.view === view}
          onClick={() => narrow({ view })}
        >
          {VIEW_WORD[view]}
          <span className={styles.count}>{viewCount(view, counts)}</span>
        </Button>
      ))}
    </fieldset>
  );
}

function SeverityChips({ store }: { readonly store: FeedStore }) {
  const { filter, counts, narrow } = useStore(store);
  return (
    <fieldset className={styles.group} aria-label="Severity">
      {SEVERITIES.map((severity) => (
        <Button
          key={severity}
          kind="quiet"
          className={styles.chip}
          pressed={filter.severity.includes(severity)}
          hint={`Only ${SEVERITY_WORD[severity].toLowerCase()}`}
          onClick={() => narrow({ severity: toggled(filter.severity, severity) })}
        >
          <SeverityGlyph
            severity={severity}
            state={counts?.by_severity[severity] ? 'seen' : 'done'}
            size={12}
          />
          <span className={styles.word} aria-hidden="true">
            {SEVERITY_WORD[severity]}
          </span>
          <span className={styles.count}>{counts?.by_severity[severity] ?? 0}</span>
        </Button>
      ))}
    </fieldset>
  );
}

export type FilterBarProps = { readonly store: FeedStore; readonly places: Places };

/** What the feed shows: state, severity, place, type and words. */
export function FilterBar({ store, places }: FilterBarProps) {
  const { filter, types, narrow } = useStore(store);
  const names = new Map(places.sites.map((site) => [site.code, site.name]));
  return (
    <search className={styles.bar} aria-label="Filter the feed">
      <ViewChips store={store} />
      <SeverityChips store={store} />
      <div className={styles.narrowing}>
        <TextField
          id="feed-text"
          className={styles.text}
          type="search"
          placeholder="Any words  /"
          aria-label="Words in site, client, type or text"
          value={filter.text}
          onChange={(event) => narrow({ text: event.target.value })}
        />
        <Picker
          label="client"
          value={filter.client}
          items={places.clients}
          onPick={(client) => narrow({ client })}
        />
        <Picker
          label="site"
          value={filter.site}
          items={places.sites.map((site) => site.code)}
          describe={(code) => `${code} ${names.get(code) ?? ''}`.trim()}
          onPick={(site) => narrow({ site })}
        />
        <Picker label="type" value={filter.type} items={types} onPick={(type) => narrow({ type })} />
      </div>
    </search>
  );
}
