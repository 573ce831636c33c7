import type { LinkState, MqttBroker } from '#main/services/receiving/link.ts';
import { filtersOf, type MqttGate } from '#main/services/receiving/mqtt-gate.ts';

type Open = { readonly gate: MqttGate; readonly as: string };

/** The brokers that are read. One that stays as it was is left alone; of another the topics that it has no more are forgotten. */
export function createBrokerDoors(open: (broker: MqttBroker, forget: readonly string[]) => MqttGate) {
  const gates = new Map<string, Open>();
  const filters = new Map<string, readonly string[]>();
  const closeOthers = async (wanted: readonly MqttBroker[]) => {
    const kept = new Map(
      wanted.filter(({ on }) => on).map((broker) => [broker.name, JSON.stringify(broker)]),
    );
    for (const [name, { gate, as }] of gates) {
      if (kept.get(name) === as) continue;
      gates.delete(name);
      await gate.close();
    }
  };
  return {
    async apply(wanted: readonly MqttBroker[]): Promise<void> {
      await closeOthers(wanted);
      for (const broker of wanted) {
        if (!broker.on || gates.has(broker.name)) continue;
        const gate = open(broker, filters.get(broker.name) ?? []);
        gates.set(broker.name, { gate, as: JSON.stringify(broker) });
        filters.set(broker.name, filtersOf(broker));
      }
    },
    states: (): readonly LinkState[] => [...gates.values()].map(({ gate }) => gate.state()),
    async close(): Promise<void> {
      await Promise.all([...gates.values()].map(({ gate }) => gate.close()));
    },
  };
}
