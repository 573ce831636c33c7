import { expect, it } from 'vitest';
import { type Action, type Facts, FIELDS } from '#core/model/action.ts';
import { contentHash, contentOf } from './content.ts';

const facts = (title: string): Facts => ({
  ...(Object.fromEntries(FIELDS.map((field) => [field, 'x'])) as Facts),
  'finding.title': title,
  'message.key': 'D-1',
});
const webhook: Action = {
  name: 'create_ticket',
  title: 'Ticket',
  on: true,
  hourly_cap: 4,
  version: 3,
  means: {
    kind: 'WEBHOOK',
    method: 'POST',
    url: 'https://tickets.example/new',
    headers: [{ name: 'Authorization', value: 'Bearer {{secret}}' }],
    template: '{"title":"{{finding.title}}"}',
    resolve_template: null,
  },
};
const mail: Action = {
  ...webhook,
  means: {
    kind: 'MAIL',
    server: { host: 'mail.example', port: 465, security: 'TLS', username: null },
    from: 'vigil@example.org',
    to: ['desk@example.org'],
    subject: 'Vigil: {{finding.title}}',
    text: '{{finding.title}}\n{{site.code}}',
    resolve_text: 'Over: {{finding.title}}',
  },
};
const found = <T>(value: T | null): T => {
  if (value === null) throw new Error('no content');
  return value;
};

it('carries the key of the message and shows the secret by its place alone', () => {
  expect(contentOf(webhook, 'TRIGGER', facts('Door'))).toMatchObject({
    body: '{"title":"Door"}',
    headers: expect.arrayContaining([
      { name: 'Idempotency-Key', value: 'D-1' },
      { name: 'Authorization', value: 'Bearer {{secret}}' },
    ]),
  });
});

it('says nothing at the end of a finding where nothing is to be said', () => {
  expect(contentOf(webhook, 'RESOLVE', facts('Door'))).toBeNull();
  expect(contentOf(mail, 'RESOLVE', facts('Door'))).toMatchObject({ text: 'Over: Door' });
});

it('keeps a subject in one line, so that no title adds a header to a letter', () => {
  expect(contentOf(mail, 'TRIGGER', facts('Door\r\nBcc: all@example.org'))).toMatchObject({
    subject: 'Vigil: Door Bcc: all@example.org',
  });
});

it('has another hash as soon as anything of it differs', () => {
  const content = found(contentOf(webhook, 'TRIGGER', facts('Door')));
  const hash = contentHash(webhook, content);
  expect(contentHash(webhook, { ...content })).toBe(hash);
  const others = [
    contentHash({ ...webhook, version: 4 }, content),
    contentHash({ ...webhook, name: 'other' }, content),
    contentHash(webhook, found(contentOf(webhook, 'TRIGGER', facts('Gate')))),
    contentHash(webhook, found(contentOf(mail, 'TRIGGER', facts('Door')))),
  ];
  expect(new Set([hash, ...others]).size).toBe(5);
});
