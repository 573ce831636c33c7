import { useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { ScopeTarget } from '#contract/configuration.ts';
import { Card } from '#renderer/ui/card.tsx';
import { EmptyState, FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { CONFIGURATION, SECTION } from '#renderer/words/site-settings.ts';
import { type Editing, EditingContext } from './editing.ts';
import type { FenceMap } from './fence-editor.tsx';
import { FenceEditor } from './fence-editor.tsx';
import { cornersOf } from './fence-points.ts';
import { FieldRow } from './field-row.tsx';
import { ReviewDialog } from './review-dialog.tsx';
import { RouteEditor, type RouteMap } from './route-editor.tsx';
import { SaveBar } from './save-bar.tsx';
import { SettingsHead } from './settings-head.tsx';
import { draftOf, keyOf, type SettingsStore } from './settings-store.ts';
import type { SiteChoice } from './several-dialog.tsx';
import styles from './site-settings.module.css';
import { ValueEditor } from './value-editor.tsx';
import { entriesOf, fieldsOf } from './values.ts';

export type SiteSettingsProps = {
  readonly store: SettingsStore;
  readonly sites: readonly SiteChoice[] | undefined;
  /** Time zone of the installation. */
  readonly zone: string;
  readonly fenceMap: FenceMap;
  readonly routeMap: RouteMap;
};

const ZONES: readonly string[] = Intl.supportedValuesOf('timeZone');

/** What the fields of the form need to know of the place. */
function useEditingOf({ store, fenceMap, routeMap }: SiteSettingsProps): Editing {
  const { scope, problems, place } = useStore(store);
  const draft = useStore(store, draftOf);
  return useMemo(() => {
    const [target] = place?.targets ?? [];
    const own = (path: string) => draft[path] ?? scope?.fields.find((field) => field.path === path)?.own;
    const location = scope?.location ?? null;
    const byPlace = new Map(problems.map((problem) => [problem.place, problem]));
    return {
      // Of several sites a problem of any is shown at the field.
      problemsAt: (path) => byPlace.get(path),
      signals: scope?.signals ?? [],
      people: entriesOf(own('people')).flatMap((person) => {
        const { code } = fieldsOf(person);
        return typeof code === 'string' ? [code] : [];
      }),
      zones: ZONES,
      editor: ValueEditor,
      fence: (props) => <FenceEditor key={target?.code} {...props} location={location} map={fenceMap} />,
      route: (props) => (
        <RouteEditor key={target?.code} {...props} fence={cornersOf(own('geofence')) ?? []} map={routeMap} />
      ),
      location,
    };
  }, [scope, problems, place, draft, fenceMap, routeMap]);
}

function Form({ store }: Pick<SiteSettingsProps, 'store'>) {
  const { table, scope, place, set, keep } = useStore(store);
  const draft = useStore(store, draftOf);
  if (table === undefined || scope === undefined || place === null) return null;
  const several = place.targets.length > 1;
  const codes = { TENANT: scope.tenant, CLIENT: scope.client ?? '', SITE: scope.target.code };
  const fields = table.flatMap((field) => {
    const held = scope.fields.find(({ path }) => path === field.path);
    return held === undefined ? [] : [{ field, held }];
  });
  const sections = Map.groupBy(fields, ({ field }) => field.section);
  return [...sections].map(([section, rows]) => (
    <div key={section} id={`settings-${section}`}>
      <Card title={SECTION[section] ?? section}>
        {rows.map(({ field, held }) => (
          <FieldRow
            key={`${keyOf(place)} ${scope.version} ${field.path}`}
            field={field}
            held={held}
            codes={codes}
            draft={draft[field.path]}
            several={several}
            onSet={set}
            onKeep={keep}
          />
        ))}
      </Card>
    </div>
  ));
}

function Sections({ store }: Pick<SiteSettingsProps, 'store'>) {
  const table = useStore(store, (state) => state.table);
  const scope = useStore(store, (state) => state.scope);
  const known = new Set(scope?.fields.map(({ path }) => path));
  const sections = [...new Set(table?.filter(({ path }) => known.has(path)).map(({ section }) => section))];
  return (
    <nav className={styles.sections} aria-label={CONFIGURATION.sections}>
      {sections.map((section) => (
        <button
          key={section}
          type="button"
          className={styles.section}
          onClick={() => {
            const found = document.getElementById(`settings-${section}`);
            found?.scrollIntoView({ block: 'start' });
            found
              ?.querySelector<HTMLElement>('input, select, textarea, button')
              ?.focus({ preventScroll: true });
          }}
        >
          {SECTION[section] ?? section}
        </button>
      ))}
    </nav>
  );
}

/** Every setting of a tenant, a client, a site, or of several sites together: what holds, who set it, and the way to change it. */
export function SiteSettings(props: SiteSettingsProps) {
  const { store, sites } = props;
  const { place, scope, fault, show, load } = useStore(store);
  const editing = useEditingOf(props);
  const [isReviewing, setReviewing] = useState(false);
  const review = useCallback(() => setReviewing(true), []);
  useEffect(() => {
    const [first] = sites ?? [];
    if (place !== null) void load();
    else if (first !== undefined)
      show({ targets: [{ scope: 'SITE', tenant: first.tenant, code: first.code } satisfies ScopeTarget] });
  }, [place, sites, show, load]);
  if (sites?.length === 0) return <EmptyState title={CONFIGURATION.none}>{CONFIGURATION.noneHow}</EmptyState>;
  return (
    <EditingContext value={editing}>
      <section className={styles.page} aria-label={CONFIGURATION.title} data-testid="site-settings">
        <SettingsHead {...props} />
        {fault !== undefined && (
          <FailedState
            title={CONFIGURATION.failed}
            reason={fault.message}
            {...(scope === undefined ? {} : { kept: CONFIGURATION.kept })}
            onRetry={() => void load()}
          />
        )}
        {scope === undefined && fault === undefined && <LoadingState label={CONFIGURATION.loading} />}
        <div className={styles.body}>
          <Sections store={store} />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
          <section className={styles.scroller} tabIndex={0} id="settings" aria-label={CONFIGURATION.place}>
            <Form store={store} />
          </section>
        </div>
        <SaveBar store={store} onReview={review} />
        <ReviewDialog store={store} open={isReviewing} onClose={() => setReviewing(false)} />
      </section>
    </EditingContext>
  );
}
