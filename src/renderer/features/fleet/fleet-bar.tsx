import { useStore } from 'zustand';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { ChoiceField, TextField } from '#renderer/ui/field.tsx';
import { FLEET_WORDS, PHASE_WORD } from '#renderer/words/fleet.ts';
import styles from './fleet.module.css';
import type { Site } from './fleet-order.ts';
import type { FleetStore } from './fleet-store.ts';

const ANY = 'any';
const PHASES = Object.keys(PHASE_WORD) as readonly Site['phase'][]; // safe: the record names every phase

export type FleetBarProps = {
  readonly store: FleetStore;
  /** How many sites fit the filter; null while nothing is loaded. */
  readonly shown: number | null;
  readonly onImport: () => void;
  readonly onReport: () => void;
  readonly onOpenWall?: () => void;
};

function Filters({ store }: Pick<FleetBarProps, 'store'>) {
  const { filter, sites, narrow } = useStore(store);
  const clients = [...new Set((sites ?? []).map(({ client }) => client))].sort();
  return (
    <>
      <TextField
        id="fleet-text"
        type="search"
        aria-label={FLEET_WORDS.searchLabel}
        placeholder={FLEET_WORDS.search}
        value={filter.text}
        onChange={(event) => narrow({ text: event.target.value })}
      />
      <ChoiceField
        aria-label={FLEET_WORDS.client}
        value={filter.client ?? ANY}
        choices={[
          { value: ANY, label: FLEET_WORDS.anyClient },
          ...clients.map((client) => ({ value: client, label: client })),
        ]}
        onChoose={(client) => narrow({ client: client === ANY ? null : client })}
      />
      <ChoiceField<Site['phase'] | typeof ANY>
        aria-label={FLEET_WORDS.phase}
        value={filter.phase ?? ANY}
        choices={[
          { value: ANY, label: FLEET_WORDS.anyPhase },
          ...PHASES.map((phase) => ({ value: phase, label: PHASE_WORD[phase] })),
        ]}
        onChoose={(phase) => narrow({ phase: phase === ANY ? null : phase })}
      />
      <Button
        pressed={filter.notNormal}
        hint={FLEET_WORDS.notNormalHint}
        onClick={() => narrow({ notNormal: !filter.notNormal })}
      >
        {FLEET_WORDS.notNormal}
      </Button>
    </>
  );
}

function Layout({ store }: Pick<FleetBarProps, 'store'>) {
  const { layout, byClient, choose } = useStore(store);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: two buttons, no form */}
      <span role="group" aria-label={FLEET_WORDS.layout} className={styles.group}>
        {(['tiles', 'rows'] as const).map((each) => (
          <Button
            key={each}
            pressed={layout === each}
            hint={FLEET_WORDS.layoutHint}
            shortcut="f"
            hidesKey
            onClick={() => choose({ layout: each })}
          >
            {FLEET_WORDS[each]}
          </Button>
        ))}
      </span>
      {layout === 'tiles' && (
        <Button
          pressed={byClient}
          hint={FLEET_WORDS.byClientHint}
          onClick={() => choose({ byClient: !byClient })}
        >
          {FLEET_WORDS.byClient}
        </Button>
      )}
    </>
  );
}

/** How many sites, which of them, how they are shown, and what can be done from here. */
export function FleetBar({ store, shown, onImport, onReport, onOpenWall }: FleetBarProps) {
  const { sites, auditResult, dismissResult } = useStore(store);
  const all = sites?.length ?? 0;
  const title =
    shown === null
      ? FLEET_WORDS.title
      : shown === all
        ? FLEET_WORDS.sites(all)
        : FLEET_WORDS.someOf(shown, all);
  return (
    <div className={styles.bar}>
      <h2>{title}</h2>
      <Filters store={store} />
      <Layout store={store} />
      <span className={styles.spring} />
      <span role="status" className={styles.result}>
        {auditResult}
        {auditResult !== null && (
          <Button kind="quiet" aria-label={FLEET_WORDS.dismiss} onClick={dismissResult}>
            ×
          </Button>
        )}
      </span>
      {onOpenWall !== undefined && (
        <Button hint={FLEET_WORDS.wallHint} onClick={onOpenWall}>
          {FLEET_WORDS.wall}
        </Button>
      )}
      <Permitted by="configuration.import">
        <Button hint={FLEET_WORDS.importHint} shortcut="i" onClick={onImport}>
          {FLEET_WORDS.import}
        </Button>
      </Permitted>
      <Button hint={FLEET_WORDS.reportHint} shortcut="Shift R" onClick={onReport}>
        {FLEET_WORDS.report}
      </Button>
    </div>
  );
}
