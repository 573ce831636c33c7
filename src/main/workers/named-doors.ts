/** What is set for one of them, and what it is known by. */
type Named = { readonly name: string; readonly on: boolean };
type Door = { readonly close: () => Promise<void> };

/** Connections of one kind, of which there may be several. One that stays as it was is left alone. `before`: how it was set when it was open last. */
export function createNamedDoors<Setting extends Named, Gate extends Door>(
  open: (setting: Setting, before: Setting | null) => Gate,
) {
  const gates = new Map<string, { readonly gate: Gate; readonly as: string }>();
  const settings = new Map<string, Setting>();
  const closeOthers = async (wanted: readonly Setting[]) => {
    const kept = new Map(
      wanted.filter(({ on }) => on).map((setting) => [setting.name, JSON.stringify(setting)]),
    );
    for (const [name, { gate, as }] of gates) {
      if (kept.get(name) === as) continue;
      gates.delete(name);
      await gate.close();
    }
  };
  return {
    async apply(wanted: readonly Setting[]): Promise<void> {
      await closeOthers(wanted);
      for (const setting of wanted) {
        if (!setting.on || gates.has(setting.name)) continue;
        const gate = open(setting, settings.get(setting.name) ?? null);
        gates.set(setting.name, { gate, as: JSON.stringify(setting) });
        settings.set(setting.name, setting);
      }
    },
    open: (): readonly Gate[] => [...gates.values()].map(({ gate }) => gate),
    async close(): Promise<void> {
      await Promise.all([...gates.values()].map(({ gate }) => gate.close()));
    },
  };
}
