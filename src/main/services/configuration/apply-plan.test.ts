import { array, assert, jsonValue, property } from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson, sha256Hex } from '#core/kit/hash.ts';
import { drain } from '#core/kit/steps.ts';
import { hashPlan } from './apply-plan.ts';

it('hashes the documents of a change one by one as their canonical JSON is hashed in one piece', () => {
  assert(
    property(array(jsonValue(), { maxLength: 150 }), (values) => {
      const documents = values.map((document, place) => {
        const record = {
          id: place,
          scope: 'SITE' as const,
          code: `S-${place}`,
          parent: 'C',
          tenant: 'T',
          document,
        };
        return record;
      });
      const plan = { documents, replaced: documents.slice(1), runbooks: [], entries: [], counts: NOTHING };
      const whole = (list: typeof documents) =>
        sha256Hex(canonicalJson(list.map(({ code, document }) => [`SITE ${code}`, document])));
      expect(drain(hashPlan(plan))).toEqual({ before: whole(documents.slice(1)), after: whole(documents) });
    }),
  );
});

const NOTHING = { tenants: 0, clients: 0, sites: 0, people: 0, devices: 0, tours: 0, runbooks: 0 };
