import { expect, it } from 'vitest';
import { actionWords, reasonWords } from './timeline.tsx';

it('writes actions and the codes in reasons as words, and leaves everything else alone', () => {
  expect(actionWords('finding.ack_lapsed')).toBe('ack lapsed');
  expect(reasonWords('TRUE_POSITIVE: Guard was asleep')).toBe('true positive: Guard was asleep');
  expect(reasonWords('BENIGN: known')).toBe('benign: known');
  expect(reasonWords('to security_supervisor')).toBe('to security supervisor');
  expect(reasonWords('Call for help from person G-RIVERBANK-03-8')).toBe(
    'Call for help from person G-RIVERBANK-03-8',
  );
});
