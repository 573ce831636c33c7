import type { ColumnMapping, DATE_ORDERS } from './column-mapping.ts';

type Order = (typeof DATE_ORDERS)[number];

/** Words by which systems call what an event needs, in small letters: English, German, French, Spanish, Dutch. */
const WORDS = {
  date: /^(date|datum|fecha|jour|day|tag)$/,
  time: /^(time|uhrzeit|zeit|heure|hora|tijd|clock)$/,
  instant:
    /^(timestamp|ts|date ?time|datetime|scan ?time|scanned ?at|zeitpunkt|zeitstempel|fecha ?hora|event ?time)$/,
  site: /^(site|objekt|object|location ?code|site ?code|standort|sitio|centro)$/,
  person: /^(person|guard|officer|employee|wächter|wachmann|mitarbeiter|agent|guardia|vigilante|bewaker)$/,
  device: /^(device|reader|pen|gerät|leser|stift|dispositivo|lecteur)$/,
  tour: /^(tour|round|route|patrol|rundgang|ronde|ronda)$/,
  checkpoint:
    /^(checkpoint|check ?point|point|tag|punkt|kontrollpunkt|messpunkt|station|punto|controlepunt)$/,
  lat: /^(lat|latitude|breite|breitengrad|latitud)$/,
  lon: /^(lon|lng|long|longitude|länge|längengrad|longitud)$/,
} as const;
const FIELDS = ['site', 'person', 'device', 'tour', 'checkpoint', 'lat', 'lon'] as const;

const spelled = (head: string): string => head.trim().toLowerCase().replaceAll('_', ' ');

/**
 * A mapping to begin with, by the names of the columns and by what stands in them. A person looks at it before it is used: it never guesses
 * a zone, and an order only from a day that can be no month.
 */
export function suggestMapping(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): ColumnMapping {
  const columnOf = (word: keyof typeof WORDS) => header.find((head) => WORDS[word].test(spelled(head)));
  const cellsOf = (column: string | undefined) =>
    column === undefined ? [] : rows.map((cells) => (cells[header.indexOf(column)] ?? '').trim());
  const [date, time, instant] = [columnOf('date'), columnOf('time'), columnOf('instant')];
  const parted = date !== undefined && time !== undefined;
  const whole = instant ?? date ?? time ?? header[0] ?? '';
  const fields = FIELDS.flatMap((field) => {
    const column = columnOf(field);
    return column === undefined ? [] : [[field, { column }] as const];
  });
  const hasPoint = columnOf('checkpoint') !== undefined;
  return {
    name: 'columns',
    type: hasPoint ? 'checkpoint_scan' : columnOf('lat') === undefined ? 'phone_event' : 'location',
    time: parted ? { date, time } : { column: whole },
    order: orderOf(cellsOf(parted ? date : whole)),
    decimal: [...cellsOf(columnOf('lat')), ...cellsOf(columnOf('lon'))].some((cell) =>
      /^-?\d+,\d+$/.test(cell),
    )
      ? ','
      : '.',
    fields: Object.fromEntries(fields),
  };
}

/** Day first unless the samples say otherwise: it is what most of the world writes. */
function orderOf(cells: readonly string[]): Order {
  const parts = cells.flatMap((cell) => {
    const match = /^(\d{1,4})[./-](\d{1,2})[./-]\d{1,4}/.exec(cell);
    return match === null ? [] : [{ first: match[1] ?? '', second: Number(match[2]) }];
  });
  if (parts.some(({ first }) => first.length === 4)) return 'YMD';
  return parts.some(({ second }) => second > 12) ? 'MDY' : 'DMY';
}
