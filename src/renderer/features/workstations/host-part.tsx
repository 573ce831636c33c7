import type { FormEvent } from 'react';
import { useState } from 'react';
import type { LanState } from '#contract/lan.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { NamedTable } from '#renderer/ui/named-table.tsx';
import { LoadingState } from '#renderer/ui/states.tsx';
import { LocalTime } from '#renderer/ui/times.tsx';
import { workstationWords as words } from '#renderer/words/workstations.ts';
import type { LanStoreState } from './lan-store.ts';
import styles from './workstations.module.css';

export type HostPartProps = {
  readonly state: LanStoreState;
  readonly hasAccounts: boolean;
  readonly zone: string;
};

/** Whether other workstations may use this engine: where, by what code, and who does. */
export function HostPart({ state: { lan, fault, configure }, hasAccounts, zone }: HostPartProps) {
  return (
    <section className={styles.part} aria-label={words.hostTitle}>
      <h3>{words.hostTitle}</h3>
      {lan === undefined && fault === undefined && <LoadingState label={words.loading} />}
      {lan !== undefined && (
        <>
          <p data-testid="lan-state">
            {lan.state === 'OFF' ? words.hostOff : words.states[lan.state]}
            {lan.reason !== null && lan.state === 'FAILED' ? `: ${lan.reason}` : ''}
          </p>
          {!hasAccounts && <p className={styles.note}>{words.accountsFirst}</p>}
          {lan.code !== null && <Pairing lan={lan} code={lan.code} />}
          {hasAccounts && (
            <Switch key={`${lan.address} ${lan.port} ${lan.on}`} lan={lan} onConfigure={configure} />
          )}
          {lan.state === 'LISTENING' && <Stations lan={lan} zone={zone} />}
        </>
      )}
      <p role="alert" className={styles.problem}>
        {fault?.message}
      </p>
    </section>
  );
}

function Pairing({ lan, code }: { readonly lan: LanState; readonly code: string }) {
  const addresses = lan.reachable.map((address) =>
    address.includes(':') ? `[${address}]:${lan.port}` : `${address}:${lan.port}`,
  );
  return (
    <dl className={styles.facts}>
      <dt>{words.reachable}</dt>
      <dd className="mono">{addresses.join(', ') || words.noAddress}</dd>
      <dt>{words.code}</dt>
      <dd className={styles.code} data-testid="lan-code">
        {code}
      </dd>
    </dl>
  );
}

type SwitchProps = { readonly lan: LanState; readonly onConfigure: LanStoreState['configure'] };

function Switch({ lan, onConfigure }: SwitchProps) {
  const [address, setAddress] = useState(lan.address);
  const [port, setPort] = useState(String(lan.port));
  const wanted = { address: address.trim(), port: Number(port) };
  const isChanged = wanted.address !== lan.address || wanted.port !== lan.port;
  const send = (event: FormEvent) => {
    event.preventDefault();
    void onConfigure({ ...wanted, on: true });
  };
  return (
    <form className={styles.fields} onSubmit={send}>
      <Field label={words.address}>
        <TextField
          required
          data-testid="lan-address"
          value={address}
          onChange={(event) => setAddress(event.target.value)}
        />
      </Field>
      <Field label={words.port}>
        <TextField
          required
          type="number"
          min={0}
          max={65_535}
          data-testid="lan-port"
          value={port}
          onChange={(event) => setPort(event.target.value)}
        />
      </Field>
      {(!lan.on || isChanged) && (
        <Button type="submit" data-testid="lan-on">
          {lan.on ? words.save : words.turnOn}
        </Button>
      )}
      {lan.on && (
        <Button data-testid="lan-off" onClick={() => void onConfigure({ on: false })}>
          {words.turnOff}
        </Button>
      )}
    </form>
  );
}

function Stations({ lan, zone }: { readonly lan: LanState; readonly zone: string }) {
  if (lan.stations.length === 0) return <p className={styles.note}>{words.nobody}</p>;
  return (
    <NamedTable
      label={words.stations}
      heads={[words.station, words.from, words.since]}
      rows={lan.stations.map((station, index) => ({
        key: `${index} ${station.address}`,
        cells: [station.name, station.address, <LocalTime key="since" at={station.since} zone={zone} />],
      }))}
    />
  );
}
