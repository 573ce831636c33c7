import { expect, it } from 'vitest';
import type { MqttDto } from '#contract/connectors.ts';
import { draftOf, inputOf, isComplete } from './mqtt-draft.ts';

const broker: MqttDto = {
  ...{ name: 'yard', on: true, url: 'mqtts://broker.example', version: 5, client_id: 'vigil-1' },
  ...{ username: 'vigil', has_password: true, has_key: true, ca: null, certificate: '-----BEGIN C-----' },
  tenant: 'T-1',
  maps: [{ topic: 'a/{site}', format: 'fields', type: 'metric', fields: { value: 'v' } }],
};

it('sends a broker that nobody changed as it is, and none of its secrets', () => {
  const { name, url, version, username, ca, certificate, tenant, maps } = broker;
  expect(inputOf(draftOf(broker))).toEqual({ name, url, version, username, ca, certificate, tenant, maps });
});

it('takes a secret away with what it belongs to', () => {
  const draft = { ...draftOf(broker), username: '', certificate: ' ' };
  expect(inputOf(draft)).toMatchObject({ username: null, password: null, certificate: null, key: null });
});

it('can be sent when there are a name, the address of a broker and a topic in every row', () => {
  const draft = draftOf(broker);
  expect(isComplete(draft)).toBe(true);
  expect(isComplete({ ...draft, url: 'https://broker.example' })).toBe(false);
  expect(isComplete({ ...draft, name: 'two words' })).toBe(false);
  expect(isComplete({ ...draft, maps: [...draft.maps, { ...draft.maps[0], topic: ' ' } as never] })).toBe(
    false,
  );
});
