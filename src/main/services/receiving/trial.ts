import { randomBytes } from 'node:crypto';
import type { TrialStepDto } from '#contract/connectors.ts';
import type { OpenMqtt } from '#main/ports/mqtt.ts';
import type { GateSettings, MqttBroker, TraccarSource } from './link.ts';
import { filtersOf } from './mqtt-gate.ts';

/** What shall be tried, as it is set. */
export type Trial =
  | ({ readonly kind: 'http' } & Pick<GateSettings['http'], 'address' | 'port'>)
  | { readonly kind: 'drop'; readonly folder: string }
  | { readonly kind: 'mqtt'; readonly broker: MqttBroker }
  | { readonly kind: 'traccar'; readonly server: TraccarSource };
export type TrialStep = TrialStepDto;

export const passed = (step: TrialStep['step'], detail: string | null = null): TrialStep => ({
  step,
  ok: true,
  detail,
});
export const failed = (step: TrialStep['step'], detail: string): TrialStep => ({ step, ok: false, detail });

/** Connects under a name of its own and subscribes; nothing is read, and the broker keeps nothing of it. */
export function tryBroker(open: OpenMqtt, broker: MqttBroker): Promise<readonly TrialStep[]> {
  return new Promise((done) => {
    let isIn = false;
    const filters = filtersOf(broker);
    const link = open({
      target: { ...broker, client_id: `vigil-test-${randomBytes(4).toString('hex')}` },
      filters,
      forget: [],
      lasting: false,
      onSession: () => {
        isIn = true;
      },
      onUp: () => {
        void link.close();
        done([passed('CONNECT'), passed('SUBSCRIBE', filters.join(', '))]);
      },
      onMessage: () => {},
      onDown: (reason) =>
        done(isIn ? [passed('CONNECT'), failed('SUBSCRIBE', reason)] : [failed('CONNECT', reason)]),
    });
  });
}
