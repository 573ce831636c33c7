import { useState } from 'react';
import { useStore } from 'zustand';
import type { ScopeTarget } from '#contract/configuration.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useNow } from '#renderer/ui/clock.tsx';
import { Picker } from '#renderer/ui/picker.tsx';
import { saveText } from '#renderer/ui/save-file.ts';
import { formatClock, formatInstant } from '#renderer/ui/time.ts';
import { CONFIGURATION as words } from '#renderer/words/site-settings.ts';
import { HistoryDialog } from './history-dialog.tsx';
import type { Scope, SettingsStore } from './settings-store.ts';
import { SeveralDialog, type SiteChoice } from './several-dialog.tsx';
import styles from './site-settings.module.css';

type HeadProps = {
  readonly store: SettingsStore;
  readonly sites: readonly SiteChoice[] | undefined;
  readonly zone: string;
};

const keyOf = ({ scope, tenant, code }: ScopeTarget): string => `${scope} ${tenant} ${code}`;

/** Every tenant, client and site, each once, with the words to find it by. */
function placesOf(
  sites: readonly SiteChoice[],
): ReadonlyMap<string, { readonly target: ScopeTarget; readonly text: string }> {
  const all = sites.flatMap(({ tenant, client, code, name }): [ScopeTarget, string][] => [
    [{ scope: 'TENANT', tenant, code: tenant }, `${words.scope.TENANT} ${tenant}`],
    [{ scope: 'CLIENT', tenant, code: client }, `${words.scope.CLIENT} ${client} (${tenant})`],
    [{ scope: 'SITE', tenant, code }, `${words.scope.SITE} ${code} ${name}`],
  ]);
  return new Map(all.map(([target, text]) => [keyOf(target), { target, text }]));
}

/** The way from the tenant down to what is shown, each step a way up. */
function Steps({ scope, onShow }: { readonly scope: Scope; readonly onShow: (target: ScopeTarget) => void }) {
  const { target, tenant, client } = scope;
  const steps: readonly ScopeTarget[] = [
    { scope: 'TENANT', tenant, code: tenant },
    ...(client === null ? [] : [{ scope: 'CLIENT' as const, tenant, code: client }]),
    ...(target.scope === 'SITE' ? [target] : []),
  ];
  return steps.map((step) => (
    <Button
      key={step.scope}
      kind="quiet"
      aria-current={step.scope === target.scope ? 'true' : undefined}
      className={step.scope === target.scope ? styles.current : undefined}
      onClick={() => onShow(step)}
    >
      {words.scope[step.scope]} <code>{step.code}</code>
    </Button>
  ));
}

/** How much depends on it, and who changed it last. */
function Changed({ scope, zone }: { readonly scope: Scope; readonly zone: string }) {
  const now = useNow(60_000);
  const { changed, target, sites } = scope;
  return (
    <span className={styles.hint} title={changed === null ? undefined : formatInstant(changed.at, zone)}>
      {target.scope !== 'SITE' && `${words.sites(sites)} · `}
      {changed !== null &&
        words.changedBy(changed.actor, changed.version, formatClock(changed.at, zone, now))}
    </span>
  );
}

function ExportButton({ store }: Pick<HeadProps, 'store'>) {
  const { scope, exportFile } = useStore(store);
  const [said, setSaid] = useState<string | null>(null);
  if (scope === undefined) return null;
  const { target } = scope;
  const run = async () => {
    const place =
      target.scope === 'SITE'
        ? { site: target.code }
        : { tenant: target.tenant, ...(target.scope === 'CLIENT' ? { client: target.code } : {}) };
    const file = await exportFile(place);
    if (!('text' in file)) return setSaid(file.message);
    saveText(file.name, file.text);
    setSaid(words.exported(file.name, file.version));
  };
  return (
    <>
      <Button hint={words.exportHint} onClick={() => void run()}>
        {words.export}
      </Button>
      <span role="status" className={styles.hint}>
        {said}
      </span>
    </>
  );
}

/** Which tenant, client or site is set, and the ways to others. */
export function SettingsHead({ store, sites, zone }: HeadProps) {
  const { place, scope, show } = useStore(store);
  const [dialog, setDialog] = useState<'several' | 'history' | null>(null);
  const places = placesOf(sites ?? []);
  const [first] = place?.targets ?? [];
  const count = place?.targets.length ?? 0;
  const close = () => setDialog(null);
  return (
    <header className={styles.head}>
      <Picker
        id="settings-place"
        label={words.placeLabel}
        name={words.placeName}
        value={null}
        opens="right"
        items={[...places.keys()]}
        describe={(key) => places.get(key)?.text ?? key}
        onPick={(key) => {
          const found = places.get(key ?? '');
          if (found !== undefined) show({ targets: [found.target] });
        }}
      />
      {scope !== undefined && count === 1 && (
        <Steps scope={scope} onShow={(target) => show({ targets: [target] })} />
      )}
      {scope !== undefined && (
        <h2 className={styles.title}>{count > 1 ? words.severalTitle(count) : scope.name}</h2>
      )}
      {scope !== undefined && count === 1 && <Changed scope={scope} zone={zone} />}
      {count > 1 && first !== undefined && (
        <span className={styles.hint}>{words.severalNote(first.code)}</span>
      )}
      <span className={styles.spring} />
      <Button onClick={() => setDialog('several')}>{words.many}</Button>
      <Button onClick={() => setDialog('history')}>{words.history}</Button>
      <ExportButton store={store} />
      <SeveralDialog sites={sites ?? []} open={dialog === 'several'} onClose={close} onChoose={show} />
      <HistoryDialog store={store} open={dialog === 'history'} zone={zone} onClose={close} />
    </header>
  );
}
