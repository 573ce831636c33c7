import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { Permitted } from '#renderer/api/permitted.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from '#renderer/ui/card.tsx';
import frame from '#renderer/ui/page.module.css';
import { FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { actionWords, newKeyWords, connectorsWords as words } from '#renderer/words/connectors.ts';
import styles from './connectors.module.css';
import type { Connector, ConnectorsStore } from './connectors-store.ts';
import { DayChart } from './day-chart.tsx';
import { Dialogs, type Shown } from './dialogs.tsx';
import { Health, TestResult } from './health.tsx';
import { KeysCard } from './keys-card.tsx';

export type ConnectorsProps = {
  readonly store: ConnectorsStore;
  readonly zone: string;
  /** Codes of the tenants that there are. */
  readonly tenants: readonly string[];
  readonly quarantined: number;
  readonly onQuarantine: () => void;
};

function titleOf({ kind, mqtt, traccar }: Connector): string {
  if (mqtt !== null) return words.mqtt(mqtt.name);
  if (traccar !== null) return words.traccar(traccar.name);
  return kind === 'drop' ? words.drop : words.http;
}

type CardProps = {
  readonly store: ConnectorsStore;
  readonly connector: Connector;
  readonly zone: string;
  readonly onShow: (shown: Shown) => void;
};

function ConnectorCard({ store, connector, zone, onShow }: CardProps) {
  const { testing, tested, test, configure, saveBroker, saveTraccar } = useStore(store);
  const { id, kind, on, mqtt, traccar } = connector;
  const title = titleOf(connector);
  const turn = () => {
    if (mqtt !== null) void saveBroker({ name: mqtt.name, on: !on });
    else if (traccar !== null) void saveTraccar({ name: traccar.name, on: !on });
    else void configure({ [kind]: !on });
  };
  return (
    <Card title={title}>
      <Health connector={connector} zone={zone} />
      <DayChart day={connector.day} zone={zone} />
      <Permitted by="intake.configure">
        <div className={styles.actions}>
          <Button
            hint={actionWords.testHint}
            disabled={testing !== null}
            data-testid={`test-${id}`}
            onClick={() => void test(id)}
          >
            {testing === id ? actionWords.testing : actionWords.test}
          </Button>
          <Button data-testid={`turn-${id}`} onClick={turn}>
            {on ? actionWords.turnOff : actionWords.turnOn}
          </Button>
          <Button data-testid={`settings-${id}`} onClick={() => onShow({ form: kind, connector })}>
            {actionWords.settings}
          </Button>
          {(mqtt !== null || traccar !== null) && (
            <Button kind="quiet" onClick={() => onShow({ form: 'remove', id, name: title })}>
              {actionWords.remove}
            </Button>
          )}
        </div>
      </Permitted>
      {tested?.id === id && <TestResult label={actionWords.result(title)} steps={tested.steps} />}
    </Card>
  );
}

/** A key that was just made, and nowhere else. */
function FreshKey({ store }: { readonly store: ConnectorsStore }) {
  const { fresh, dismiss } = useStore(store);
  if (fresh === null) return null;
  return (
    <section className={styles.fresh} role="status" aria-label={newKeyWords.title}>
      <span>{newKeyWords.once(fresh.name)}</span>
      <code data-testid="fresh-key">{fresh.key}</code>
      <Button onClick={() => void navigator.clipboard.writeText(fresh.key)}>{newKeyWords.copy}</Button>
      <Button onClick={dismiss}>{newKeyWords.done}</Button>
    </section>
  );
}

/** Every way by which telemetry comes in: how it fares, its settings, and a test that really tries it. */
export function Connectors({ store, zone, tenants, quarantined, onQuarantine }: ConnectorsProps) {
  const { connectors, fault, refusal, load, dismiss, show } = useStore(store);
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => show(), [show]);
  return (
    <section className={frame.page} aria-label={words.title} data-testid="connectors">
      <div className={frame.head}>
        <h2>{words.title}</h2>
        <Permitted by="mqtt.save">
          <Button
            hint={words.addHint}
            data-testid="mqtt-add"
            onClick={() => setShown({ form: 'mqtt', connector: null })}
          >
            {words.add}
          </Button>
        </Permitted>
        <Permitted by="traccar.save">
          <Button
            hint={words.addTraccarHint}
            data-testid="traccar-add"
            onClick={() => setShown({ form: 'traccar', connector: null })}
          >
            {words.addTraccar}
          </Button>
        </Permitted>
        <Permitted by="quarantine.list">
          <Button hint={words.quarantineHint} shortcut="7" hidesKey onClick={onQuarantine}>
            {words.quarantine(quarantined)}
          </Button>
        </Permitted>
        {refusal !== undefined && (
          <span role="alert" className={styles.late}>
            {words.refused} {refusal.message}{' '}
            <Button kind="quiet" aria-label={words.dismiss} onClick={dismiss}>
              ×
            </Button>
          </span>
        )}
      </div>
      {fault !== undefined && (
        <FailedState
          title={words.failed}
          reason={fault.message}
          {...(connectors === undefined ? {} : { kept: words.kept })}
          onRetry={() => void load()}
        />
      )}
      <FreshKey store={store} />
      {connectors === undefined && fault === undefined && <LoadingState label={words.loading} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <section className={frame.scroller} id="connectors" tabIndex={0} aria-label={words.everything}>
        <div className={styles.cards}>
          {connectors?.map((connector) => (
            <ConnectorCard
              key={connector.id}
              store={store}
              connector={connector}
              zone={zone}
              onShow={setShown}
            />
          ))}
          {connectors !== undefined && (
            <Permitted by="keys.list">
              <KeysCard
                store={store}
                zone={zone}
                onAdd={() => setShown({ form: 'key' })}
                onRevoke={(name) => setShown({ form: 'revoke', name })}
              />
            </Permitted>
          )}
        </div>
      </section>
      <Dialogs store={store} shown={shown} tenants={tenants} onClose={() => setShown(null)} />
    </section>
  );
}
