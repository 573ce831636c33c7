import type { RawRecord } from '../fields.ts';

/*
 * The export of positions of a Traccar server. 3 and 4 write semicolons, the columns in the order of the alphabet and the attributes in one
 * cell; 5 and 6 write commas, never a quote, and a column for each attribute. Each row becomes what the same server forwards.
 */

/** Makes of a row what Traccar forwards of the position. */
export type TraccarRow = (cells: readonly string[]) => RawRecord;

const POSITION_TEXTS = new Set(['protocol', 'serverTime', 'deviceTime', 'fixTime', 'address']);
const POSITION_VALUES = new Set([
  ...['id', 'deviceId', 'valid', 'outdated'],
  ...['latitude', 'longitude', 'altitude', 'speed', 'course', 'accuracy'],
]);
/** Columns that say nothing of the position itself. */
const LEFT_OUT = new Set(['', 'type', 'network', 'geofenceIds']);
const DEVICE = ['uniqueId', 'deviceUniqueId', 'deviceName', 'deviceId'];

/** Which cell holds a field of what Traccar forwards, from 0. */
export function traccarColumns(
  header: readonly string[],
  device: string | null,
): Readonly<Record<string, number>> {
  const heads = header.map((head) => head.trim());
  const unique = device === null ? DEVICE.find((name) => heads.includes(name)) : undefined;
  return Object.fromEntries([
    ...heads.flatMap((head, at) =>
      POSITION_TEXTS.has(head) || POSITION_VALUES.has(head) || head === 'attributes'
        ? [[`position.${head}`, at] as const]
        : [],
    ),
    ...(unique === undefined ? [] : [['device.uniqueId', heads.indexOf(unique)] as const]),
  ]);
}

/** A reader of rows under this header. `device`: whose positions they are, where somebody said so. */
export function createTraccarRows(header: readonly string[], device: string | null): TraccarRow {
  const heads = header.map((head) => head.trim());
  const address = heads.indexOf('address');
  return (written) => {
    const cells = withOneAddress(written, heads.length, address);
    const position: Record<string, unknown> = {};
    const attributes: Record<string, unknown> = {};
    let unique = device;
    for (const name of DEVICE) unique ??= cells[heads.indexOf(name)] || null;
    heads.forEach((head, at) => {
      const cell = (cells[at] ?? '').trim();
      if (cell === '' || cell === 'null' || head === '__proto__') return;
      if (POSITION_TEXTS.has(head)) position[head] = cell;
      else if (POSITION_VALUES.has(head)) position[head] = readCell(cell);
      else if (head === 'attributes') Object.assign(attributes, attributesOf(cell));
      else if (!LEFT_OUT.has(head) && !DEVICE.includes(head)) attributes[head] = readCell(cell);
    });
    return { position: { ...position, attributes }, device: { uniqueId: unique } };
  };
}

/** An address has commas and is not quoted: what there is too much in a row belongs to it. */
function withOneAddress(cells: readonly string[], width: number, at: number): readonly string[] {
  const surplus = cells.length - width;
  if (surplus <= 0 || at === -1) return cells;
  return [
    ...cells.slice(0, at),
    cells.slice(at, at + surplus + 1).join(', '),
    ...cells.slice(at + surplus + 1),
  ];
}

/** `batteryLevel:85.0 motion:true` */
function attributesOf(cell: string): RawRecord {
  const pairs = [...cell.matchAll(/([A-Za-z][\w]*):(\S+)/g)];
  return Object.fromEntries(
    pairs.filter(([, name]) => name !== '__proto__').map(([, name, value]) => [name, readCell(value ?? '')]),
  );
}

function readCell(cell: string): string | number | boolean {
  if (/^(true|false)$/.test(cell)) return cell === 'true';
  return /^-?\d+(\.\d+)?(E-?\d+)?$/i.test(cell) ? Number(cell) : cell;
}
