import { describe, expect, it } from 'vitest';
import { recognise } from './recognise.ts';

describe('a file is known by its content', () => {
  it.each([
    ['configuration_json', '{"version": 1, "tenants": [{"code": "A", "geofence": {"type": "Polygon"}}]}'],
    ['configuration_json', '{"version":1,"runbooks":['],
    ['configuration_yaml', '# our sites\nversion: 1\ntenants:\n  - code: ACME, Inc\n'],
    ['sites_csv', '\ufeff"tenant";"client";"code"\nACME;C;S\n'],
    ['geofences', '{ "features": [], "type": "FeatureCollection" }'],
    ['geofences', '{"type":"Feature","properties":{"type":"x"},"geometry":null}'],
    ['calendar', 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\n'],
    ['ndjson', '{"type":"location","site":"S-1","ts":"2026-01-05T00:00:00Z"}\n'],
    ['ndjson', '[{"ts":"2026-01-05T00:00:00Z","type":"location","site":"S-1"}]'],
    ['owntracks', '{"_type":"location","tst":1}\n'],
    ['traccar', '{"position":{"id":1},"device":{"id":2}}'],
    ['alertmanager', '{"version":"4","status":"firing","alerts":[]}'],
    ['gpx', '<?xml version="1.0"?>\n<!-- by a watch -->\n<gpx version="1.1" creator="x">'],
    ['traccar_csv', 'id,deviceId,protocol,serverTime,deviceTime,fixTime,valid,latitude,longitude\n'],
    ['traccar_csv', 'valid;fixTime;latitude;longitude\n'],
  ] as const)('as %s, whatever its name: %s', (kind, text) => {
    for (const name of ['a', 'a.csv', 'a.json', 'a.yaml', 'a.txt.gz'])
      expect([name, recognise(name, text)]).toEqual([name, { kind, sure: true }]);
  });
});

describe('a name decides where content leaves it open', () => {
  it.each([
    ['table', 'rounds.csv', 'Datum;Uhrzeit;Punkt\n'],
    ['sites_csv', 'sites.csv', 'tenant,code\n'],
    ['configuration_yaml', 'sites.yml', '- a\n'],
    ['configuration_json', 'sites.json', '{}'],
    ['ndjson', 'telemetry.ndjson.gz', '{"site":"S-1"}'],
    ['geofences', 'fence.geojson', '{"coordinates":[]}'],
    ['unknown', 'letter.txt', 'Dear colleagues'],
    ['unknown', 'map.svg', '<svg></svg>'],
    ['unknown', 'sites.csv', ''],
  ] as const)('for %s: %s', (kind, name, text) => {
    expect(recognise(name, text)).toEqual({ kind, sure: false });
  });
});

it('looks at no field but the outermost, and past none that a text only holds', () => {
  expect(recognise('a.json', '{"note":"{\\"tenants\\":1}","x":{"_type":"location"}}').sure).toBe(false);
});
