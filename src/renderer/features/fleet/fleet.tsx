import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { Button } from '#renderer/ui/button.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { EmptyState, FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { counted } from '#renderer/words/codes.ts';
import styles from './fleet.module.css';
import type { Column, Site } from './fleet-order.ts';
import { orderSites, searchSites } from './fleet-order.ts';
import { FleetRow } from './fleet-row.tsx';
import type { FleetStore } from './fleet-store.ts';

const ROW_HEIGHT = 32;
const OVERSCAN = 10;

const HEADS: readonly { readonly column: Column; readonly word: string; readonly hint: string }[] = [
  { column: 'worst', word: 'worst', hint: 'Worst open finding' },
  { column: 'code', word: 'site', hint: 'Code of the site' },
  { column: 'name', word: 'name', hint: 'Name of the site' },
  { column: 'client', word: 'client', hint: 'Client' },
  { column: 'phase', word: 'phase', hint: 'What the engine does there now' },
  { column: 'heartbeat', word: 'heartbeat', hint: 'Age of the last heartbeat audit' },
  { column: 'comprehensive', word: 'compreh.', hint: 'Age of the last comprehensive audit' },
  { column: 'deep', word: 'deep', hint: 'Age of the last deep audit' },
  { column: 'audits', word: 'audits', hint: 'Audits run in all' },
  { column: 'open', word: 'open', hint: 'Open findings' },
  { column: 'findings', word: 'findings', hint: 'Findings in all' },
  { column: 'alerts', word: 'alerts', hint: 'Alerts in all' },
  {
    column: 'stable',
    word: 'stable',
    hint: 'Share of baseline cells that are stable; leads to the baselines',
  },
  { column: 'thin', word: 'thin', hint: 'Metrics with too few samples for a baseline' },
];

function Heads({ store }: { readonly store: FleetStore }) {
  const { order, orderBy } = useStore(store);
  return (
    <thead>
      <tr>
        {HEADS.map(({ column, word, hint }) => (
          <th
            key={column}
            scope="col"
            className={styles[column]}
            aria-sort={order.column !== column ? 'none' : order.descending ? 'descending' : 'ascending'}
          >
            <button type="button" className={styles.sort} title={hint} onClick={() => orderBy(column)}>
              {word}
              <span aria-hidden="true">{order.column !== column ? '' : order.descending ? ' ↓' : ' ↑'}</span>
            </button>
          </th>
        ))}
        <th scope="col" className={styles.action}>
          <span className="visually-hidden">Actions</span>
        </th>
      </tr>
    </thead>
  );
}

/** Room for the rows that are not drawn, above or below those that are. */
const Spacer = ({ height }: { readonly height: number }) =>
  height > 0 && (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row holds nothing that can be focused
    <tr aria-hidden="true">
      <td className={styles.spacer} colSpan={HEADS.length + 1} style={{ height }} />
    </tr>
  );

export type FleetProps = {
  readonly store: FleetStore;
  /** Shows the findings of one site. */
  readonly onShowFindings: (site: string) => void;
  readonly onShowBaselines: (site: string) => void;
  readonly onImport: () => void;
  readonly onReport: () => void;
};

function Table({
  sites,
  store,
  onShowFindings,
  onShowBaselines,
}: FleetProps & { readonly sites: readonly Site[] }) {
  const { auditing, audit } = useStore(store);
  const scroller = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: sites.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
  });
  const items = virtual.getVirtualItems();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <section className={styles.scroller} ref={scroller} tabIndex={0} aria-label="Sites">
      <table
        className={styles.table}
        aria-label="Fleet"
        aria-rowcount={sites.length + 1}
        data-testid="fleet-table"
      >
        <Heads store={store} />
        <tbody>
          <Spacer height={items[0]?.start ?? 0} />
          {items.map((item) => {
            const site = sites[item.index];
            return (
              site && (
                <FleetRow
                  key={site.code}
                  site={site}
                  position={item.index + 2}
                  isAuditing={auditing === site.code}
                  canAudit={auditing === null}
                  onAudit={(code) => void audit(code)}
                  onShowFindings={onShowFindings}
                  onShowBaselines={onShowBaselines}
                />
              )
            );
          })}
          <Spacer height={virtual.getTotalSize() - (items.at(-1)?.end ?? 0)} />
        </tbody>
      </table>
    </section>
  );
}

function Body(props: FleetProps) {
  const { store, onImport } = props;
  const { sites, fault, order, text } = useStore(store);
  const shown = useMemo(() => orderSites(searchSites(sites ?? [], text), order), [sites, text, order]);
  if (sites === undefined) return fault === undefined ? <LoadingState label="Loading the fleet" /> : null;
  if (sites.length === 0)
    return (
      <EmptyState title="No sites yet.">
        <p>
          Import a configuration file with your clients and sites (YAML, JSON or CSV). Audits begin at once.
        </p>
        <Button kind="primary" onClick={onImport}>
          Import
        </Button>
      </EmptyState>
    );
  if (shown.length === 0) return <EmptyState title="No site fits these words." />;
  return <Table {...props} sites={shown} />;
}

/** Every site: how it stands, when it was audited, how well it is known. */
export function Fleet(props: FleetProps) {
  const { store, onImport, onReport } = props;
  const { sites, fault, text, auditResult, search, load, dismissResult } = useStore(store);
  return (
    <section className={styles.fleet} aria-label="Fleet">
      <div className={styles.bar}>
        <h2>{sites === undefined ? 'Fleet' : counted(sites.length, 'site')}</h2>
        <TextField
          type="search"
          aria-label="Words in code, name, client or phase"
          placeholder="Any words"
          value={text}
          onChange={(event) => search(event.target.value)}
        />
        <Button hint="Sites, tours, people and runbooks from a file" shortcut="i" onClick={onImport}>
          Import
        </Button>
        <Button hint="What somebody saw or heard and no rule looks for" shortcut="Shift R" onClick={onReport}>
          Report a finding
        </Button>
        <span role="status" className={styles.result}>
          {auditResult}
          {auditResult !== null && (
            <Button kind="quiet" aria-label="Dismiss" onClick={dismissResult}>
              ×
            </Button>
          )}
        </span>
      </div>
      {fault !== undefined && (
        <FailedState
          title="The fleet could not be loaded."
          reason={fault.message}
          {...(sites === undefined ? {} : { kept: 'Below is what was last known.' })}
          onRetry={() => void load()}
        />
      )}
      <Body {...props} />
    </section>
  );
}
