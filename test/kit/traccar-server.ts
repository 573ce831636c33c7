import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { SECOND } from '#core/model/time.ts';

/** How a version writes instants. */
export type Spelling = (at: number) => unknown;
export const SPELLINGS = {
  '6.x': (at) => new Date(at).toISOString().replace('Z', '+00:00'),
  '4.x': (at) => new Date(at).toISOString().replace('Z', '+0000'),
  milliseconds: (at) => at,
} as const satisfies Readonly<Record<string, Spelling>>;

/** What the server does with its next questions instead of answering them. */
export type Trouble =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | 'hangs'
  | 'cuts'
  | 'no end'
  | 'no JSON';

export type TestPosition = { readonly unique: string; readonly at: number; readonly alarm?: string };
export type TestEvent = { readonly unique: string; readonly at: number; readonly type: string };

export type TraccarOptions = {
  readonly spelling?: Spelling;
  readonly tls?: { readonly key: string; readonly cert: string };
  /** How much its clock is ahead, ms. */
  readonly ahead?: number;
  /** Hears of the positions of each answer, before it is given. */
  readonly onAnswer?: (positions: readonly TestPosition[]) => void;
};

/** A server that speaks the part of Traccar's REST interface that is asked, as documented: lists of devices, positions by the time of their fix, events by theirs. */
export type TestTraccar = AsyncDisposable & {
  readonly url: string;
  readonly positions: TestPosition[];
  readonly events: TestEvent[];
  /** The server heard of these devices, in this order of their numbers. */
  readonly devices: { readonly unique: string; heard: number }[];
  /** Paths that were asked for, in their order. */
  readonly asked: string[];
  /** Happens instead of an answer to the next question whose path begins so. */
  readonly trouble: (does: Trouble, path?: string) => void;
  /** As it forwards it. */
  readonly forwarded: (position: TestPosition) => unknown;
};

export const SIGN_IN = { user: 'vigil@example.org', password: 'secret', token: 'RzBFAiEA' };

export async function testTraccar({
  spelling = SPELLINGS['6.x'],
  tls,
  ahead = 0,
  onAnswer = () => {},
}: TraccarOptions = {}): Promise<TestTraccar> {
  const state: State & Pick<TestTraccar, 'asked'> = { positions: [], events: [], devices: [], asked: [] };
  const troubles: { readonly does: Trouble; readonly path: string }[] = [];
  const troubleOf = (url = ''): Trouble | undefined => {
    const at = troubles.findIndex(({ path }) => url.startsWith(path));
    return at === -1 ? undefined : troubles.splice(at, 1)[0]?.does;
  };
  const answer: RequestListener = (request, response) => {
    state.asked.push(request.url ?? '');
    response.setHeader('date', new Date(Date.now() + ahead).toUTCString());
    const trouble = troubleOf(request.url);
    if (trouble !== undefined) return misbehave(trouble, response);
    if (!isSignedIn(request)) return void response.writeHead(401).end();
    const list = listFor(new URL(request.url ?? '', 'http://traccar'), state, { spelling, onAnswer });
    if (list === null) return void response.writeHead(404).end();
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(list));
  };
  const server = tls === undefined ? createServer(answer) : createTlsServer(tls, answer);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  return {
    ...state,
    trouble: (does, path = '/api/') => void troubles.push({ does, path }),
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    forwarded: (position) => ({
      position: { ...positionOf(position, SPELLINGS['6.x']), id: 0, deviceId: 0 },
      device: { id: 0, uniqueId: position.unique, name: position.unique, status: 'online' },
    }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

function misbehave(trouble: Trouble, response: ServerResponse): void {
  if (trouble === 'hangs') return;
  if (trouble === 'no JSON') return void response.end('<html>Log in</html>');
  if (trouble === 'cuts') {
    response.writeHead(200, { 'content-length': '1000' }).write('[{"id": 1,');
    return void setImmediate(() => response.destroy());
  }
  if (trouble === 'no end') {
    const piece = `[${'{"id": 1},'.repeat(100_000)}`;
    const write = () => !response.destroyed && response.write(piece, write);
    return void write();
  }
  response.writeHead(trouble.status, { ...trouble.headers }).end();
}

function isSignedIn({ headers }: IncomingMessage): boolean {
  const pair = Buffer.from(`${SIGN_IN.user}:${SIGN_IN.password}`).toString('base64');
  return [`Basic ${pair}`, `Bearer ${SIGN_IN.token}`].includes(headers.authorization ?? '');
}

type State = Pick<TestTraccar, 'positions' | 'events' | 'devices'>;

function listFor(
  { pathname, searchParams }: URL,
  state: State,
  { spelling, onAnswer }: Required<Pick<TraccarOptions, 'spelling' | 'onAnswer'>>,
): unknown {
  if (pathname === '/api/devices')
    return state.devices.map(({ unique, heard }, index) => ({
      ...{ id: index + 1, name: unique, uniqueId: unique, status: 'online', attributes: {} },
      lastUpdate: spelling(heard),
    }));
  const from = Date.parse(searchParams.get('from') ?? '');
  const to = Date.parse(searchParams.get('to') ?? '');
  const number = Number(searchParams.get('deviceId'));
  const unique = state.devices[number - 1]?.unique;
  const isAsked = (each: { readonly unique: string; readonly at: number }) =>
    each.unique === unique && each.at >= from && each.at <= to;
  if (pathname === '/api/positions') {
    const found = state.positions.filter(isAsked);
    onAnswer(found);
    return found.map((each) => ({ ...positionOf(each, spelling), deviceId: number }));
  }
  if (pathname !== '/api/reports/events') return null;
  return state.events.filter(isAsked).map(({ type, at }, index) => ({
    ...{ id: index + 1, type, deviceId: number, positionId: 0, geofenceId: 0, maintenanceId: 0 },
    eventTime: spelling(at),
    attributes: {},
  }));
}

const positionOf = ({ at, alarm }: TestPosition, spelling: Spelling) => ({
  ...{ id: at % 1_000_000, protocol: 'osmand', outdated: false, valid: true },
  ...{ serverTime: spelling(at + 2 * SECOND), deviceTime: spelling(at), fixTime: spelling(at) },
  ...{ latitude: 52.5, longitude: 13.4, altitude: 40, speed: 3, course: 90, accuracy: 5 },
  ...{ address: null, network: null },
  attributes: { batteryLevel: 80, ...(alarm === undefined ? {} : { alarm }) },
});
