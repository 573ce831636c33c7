import { BUILT_IN_SIGNALS, FIRST_CUSTOM_STREAM, STREAM } from '#core/model/event.ts';
import { ASKED_SOURCE } from '#core/telemetry/asked-source.ts';
import type { Registry } from '#main/ports/store.ts';
import type { Session } from './statements.ts';

type Dictionary<Parts extends unknown[]> = {
  readonly keyOf: (...parts: Parts) => string | number;
  readonly find: string;
  readonly insert: string;
  /** Reads every key with its id. Where it is given, the first question reads them all: a fleet asks for each. */
  readonly all?: string;
};

/** Finds or creates the row of a code, remembering every answer until a transaction is undone. */
function createDictionary<Parts extends unknown[]>(
  session: Session,
  { keyOf, find, insert, all }: Dictionary<Parts>,
): (...parts: Parts) => number {
  const known = new Map<string | number, number>();
  const findRow = session.pluck<Parts, number>(find);
  const insertRow = session.pluck<Parts, number>(insert);
  const everyRow = all === undefined ? null : session.rows<[], readonly [string, number]>(all);
  session.onRollback(() => known.clear());
  return (...parts) => {
    if (known.size === 0 && everyRow !== null) for (const [key, id] of everyRow.all()) known.set(key, id);
    const key = keyOf(...parts);
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const id = findRow.get(...parts) ?? insertRow.get(...parts);
    if (id === undefined) throw new Error(`The registry gave no id for ${key}`);
    known.set(key, id);
    return id;
  };
}

/** The way back from an id to its text; rows of the registry never change. */
function createReverse(session: Session, find: string): (id: number) => string | null {
  const known = new Map<number, string | null>();
  const findRow = session.pluck<[number], string | null>(find);
  session.onRollback(() => known.clear());
  return (id) => {
    const remembered = known.get(id);
    if (remembered !== undefined) return remembered;
    const text = findRow.get(id);
    if (text !== undefined) known.set(id, text);
    return text ?? null;
  };
}

const ofTenant = (tenantId: number | null, code: string): string => `${tenantId ?? ''} ${code}`;
const coded = (table: 'person' | 'device' | 'source'): Pick<Dictionary<[]>, 'find' | 'insert'> => ({
  find: `SELECT id FROM ${table} WHERE tenant_id IS ? AND code = ?`,
  insert: `INSERT INTO ${table} (tenant_id, code) VALUES (?, ?) RETURNING id`,
});
/** Keys as `ofTenant` makes them. */
const everyOne = (table: 'person' | 'device'): string => `SELECT tenant_id || ' ' || code, id FROM ${table}`;

export function createRegistry(session: Session): Registry {
  const ofFleet = (table: 'person' | 'device') =>
    createDictionary<[number, string]>(session, { ...coded(table), keyOf: ofTenant, all: everyOne(table) });
  const origin = createDictionary<[number, number]>(session, {
    keyOf: (sourceId, deviceId) => `${sourceId} ${deviceId}`,
    find: 'SELECT id FROM origin WHERE source_id = ? AND device_id = ?',
    insert: 'INSERT INTO origin (source_id, device_id) VALUES (?, ?) RETURNING id',
  });
  const customSignal = createDictionary<[string]>(session, {
    keyOf: (name) => name,
    find: 'SELECT id FROM signal WHERE name = ?',
    insert: `INSERT INTO signal (id, name) SELECT coalesce(max(id) + 1, ${FIRST_CUSTOM_STREAM}), ? FROM signal RETURNING id`,
  });
  const customSignalName = createReverse(session, 'SELECT name FROM signal WHERE id = ?');
  const builtIn = new Map<string, number>(BUILT_IN_SIGNALS.map((name) => [name, STREAM[name]]));
  return {
    person: ofFleet('person'),
    device: ofFleet('device'),
    source: createDictionary<[number | null, string]>(session, { ...coded('source'), keyOf: ofTenant }),
    term: createDictionary<[string]>(session, {
      keyOf: (text) => text,
      find: 'SELECT id FROM term WHERE text = ?',
      insert: 'INSERT INTO term (text) VALUES (?) RETURNING id',
    }),
    origin: (sourceId, deviceId) =>
      sourceId === null && deviceId === null ? null : origin(sourceId ?? 0, deviceId ?? 0),
    signal: (name) => builtIn.get(name) ?? customSignal(name),
    personCode: createReverse(session, 'SELECT code FROM person WHERE id = ?'),
    deviceCode: createReverse(
      session,
      'SELECT d.code FROM origin o LEFT JOIN device d ON d.id = o.device_id WHERE o.id = ?',
    ),
    sourceCode: createReverse(
      session,
      `SELECT s.code FROM origin o LEFT JOIN source s ON s.id = o.source_id AND s.code NOT GLOB '${ASKED_SOURCE}*' WHERE o.id = ?`,
    ),
    termText: createReverse(session, 'SELECT text FROM term WHERE id = ?'),
    signalName: (id) => BUILT_IN_SIGNALS[id - 1] ?? customSignalName(id),
  };
}
