import type { ConnectorLife } from './connectors-life.ts';
import { pause } from './pause.ts';
import { Instants, lineAt, type Sender, type Stage } from './sender.ts';

/** Events of a request, and requests under way at once. */
const TOGETHER = 20;
const AT_ONCE = 3;
/** Before a request that was not answered with 200 is sent again, ms. */
const AGAIN_AFTER = 20;

/** Posts batches, each again until it was answered with 200. */
export function httpSender(from: number): Sender {
  const instants = new Instants(from);
  const delivered = new Set<number>();
  const acknowledged = new Set<number>();
  /** Batches without an answer. */
  const open: (readonly number[])[] = [];
  const post = async (
    { address, key }: ConnectorLife,
    batch: readonly number[],
    isDeaf: () => boolean,
  ): Promise<boolean> => {
    const body = batch.map(lineAt).join('\n');
    for (const at of batch) delivered.add(at);
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' };
    const url = `${address}/ingest/v1/events`;
    const response = await fetch(url, { method: 'POST', headers, body }).catch(() => null);
    if (response?.status !== 200 || isDeaf()) return false;
    for (const at of batch) acknowledged.add(at);
    await response.text().catch(() => ''); // the head was answer enough
    return true;
  };
  const work = async (life: ConnectorLife, { isOver, isDeaf, more }: Stage) => {
    while (!isOver()) {
      const batch = open.shift() ?? (more ? Array.from({ length: TOGETHER }, () => instants.next()) : null);
      if (batch === null) return;
      if (await post(life, batch, isDeaf)) continue;
      open.push(batch);
      await pause(AGAIN_AFTER);
    }
  };
  return {
    connector: 'http',
    async feed(life, stage) {
      await Promise.all(Array.from({ length: AT_ONCE }, () => work(life, stage)));
    },
    delivered: () => delivered,
    acknowledged: () => acknowledged,
  };
}
