import { expect, it } from 'vitest';
import { digestWords, recipientOf } from './digest.ts';

it('lists every finding once, by site and by what is wrong', () => {
  const items = [
    { id: 'F-3', site: 'S-2', title: 'Site silent' },
    { id: 'F-1', site: 'S-1', title: 'Tour overdue' },
    { id: 'F-2', site: 'S-1', title: 'Tour overdue' },
    { id: 'F-4', site: 'S-1', title: 'Battery low' },
    { id: 'F-5', site: null, title: 'Source silent' },
  ];
  expect(digestWords(items)).toEqual({
    title: '5 findings at 3 sites',
    message:
      'no site: Source silent ×1 (F-5)\nS-1: Battery low ×1 (F-4); Tour overdue ×2 (F-1, F-2)\nS-2: Site silent ×1 (F-3)',
  });
});

it('tells recipients apart by the action and by whom it tells', () => {
  const sue = { role: 'supervisor', name: 'Sue', phone: '1' };
  const all = [
    recipientOf('sms', sue),
    recipientOf('sms', { ...sue, phone: '2' }),
    recipientOf('mail', sue),
    recipientOf('sms', null),
  ];
  expect(new Set(all).size).toBe(4);
});
