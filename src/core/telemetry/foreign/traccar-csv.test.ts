import { expect, it } from 'vitest';
import { readRecord } from './read-record.ts';
import { createTraccarRows } from './traccar-csv.ts';

const AT = Date.parse('2026-01-10T12:00:00Z');
const HEADER =
  'id,deviceId,protocol,deviceTime,fixTime,valid,latitude,longitude,speed,address,accuracy,batteryLevel';
const ROW = '1,12,osmand,2026-01-10T07:10:00Z,2026-01-10T07:10:00Z,true,52.5,13.4,10,,6.5,76.0';

function read(row: string, { header = HEADER, device = null as string | null, delimiter = ',' } = {}) {
  const record = createTraccarRows(header.split(delimiter), device)(row.split(delimiter));
  return readRecord(record, null, { at: AT });
}

it('reads a row as what the same server forwards: knots, and a column for each attribute', () => {
  expect(read(ROW)).toMatchObject({
    ok: true,
    sent: [
      {
        devices: ['12'],
        event: { lat: 52.5, accuracy: 6.5, battery: 76, speed: expect.closeTo(5.144, 3) },
      },
    ],
  });
});

it('reads the attributes of an older server out of one cell', () => {
  const header = 'deviceId;deviceTime;fixTime;latitude;longitude;valid;attributes;';
  const row =
    '12;2026-01-10T07:10:00Z;2026-01-10T07:10:00Z;52.5;13.4;true;batteryLevel:40.0 alarm:sos __proto__:x;';
  expect(read(row, { header, delimiter: ';' })).toMatchObject({
    sent: [{ event: { battery: 40 } }, { event: { type: 'alert', alert_type: 'SOS' } }],
  });
});

it('puts an address together that has the commas of the file', () => {
  expect(read(ROW.replace(',,6.5', ',Main street 1, Berlin, DE,6.5'))).toMatchObject({
    sent: [
      {
        event: {
          accuracy: 6.5,
          battery: 76,
          attributes: { traccar: { address: expect.stringMatching(/^Main street 1, +Berlin, +DE$/) } },
        },
      },
    ],
  });
});

it('is of the device that the person says, whatever number the server gave it', () => {
  expect(read(ROW, { device: '860000000000001' })).toMatchObject({
    sent: [{ devices: ['860000000000001'] }],
  });
});

it('complains of what cannot be read, and of a row without a device', () => {
  expect(read(ROW.replace('52.5', 'north'))).toMatchObject({ problems: [{ field: 'position.latitude' }] });
  expect(read(ROW.replace('1,12,', '1,,'))).toMatchObject({ problems: [{ field: 'device.uniqueId' }] });
});
