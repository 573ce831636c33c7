import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMailAddress, mailProblem } from './mail-problem.ts';

const MAIL = {
  from: 'vigil@site.example',
  to: ['control@site.example'],
  subject: 'Guard overdue at RB-01',
  message_id: '<delivery-7@vigil.example>',
};

describe('an address of mail', () => {
  it.each(['a@b', "o'brien+night@mail.example", 'a.b@Mail.Example', 'a@bücher.example', 'a@192.0.2.1'])(
    'is %s',
    (text) => {
      expect(isMailAddress(text)).toBe(true);
    },
  );
  it.each([
    '',
    '@',
    'a',
    'a@',
    '@b',
    'a@b@c',
    'a b@c',
    'a..b@c',
    '.a@b',
    'a@b c',
    'a@-b',
    'a@[192.0.2.1]',
    'a@b:25',
    '"a"@b',
    'Control <a@b>',
    'a@b,c@d',
    'a@b>\r\nRCPT TO:<c@d',
    'a\r\nBcc: c@d@b',
    'a@b\n',
    'a@b\u0000',
    'wächter@b',
    `${'a'.repeat(65)}@b`,
    `a@${'b.'.repeat(127)}c`,
  ])('is not %j', (text) => {
    expect(isMailAddress(text)).toBe(false);
  });
});

describe('a mail', () => {
  it('is fit to be sent', () => {
    expect(mailProblem(MAIL)).toBeNull();
    expect(mailProblem({ ...MAIL, subject: 'Wächter überfällig – 🚨' })).toBeNull();
  });
  it.each([
    [{ from: 'Vigil <vigil@site.example>' }, 'no mail address'],
    [{ to: [] }, '1 to 100 recipients: here are 0'],
    [{ to: Array<string>(101).fill('a@b') }, 'here are 101'],
    [{ to: ['a@b', 'c@d\r\nBcc: e@f'] }, 'no mail address'],
    [{ subject: 'a\r\nBcc: e@f' }, 'one line'],
    [{ subject: 'a\nb' }, 'one line'],
    [{ subject: 'a\u0085b' }, 'one line'],
    [{ subject: 'a\u2028b' }, 'one line'],
    [{ subject: 'a'.repeat(501) }, 'at most 500'],
    [{ message_id: 'delivery-7' }, 'no id of a mail'],
    [{ message_id: '<a@b>\r\nBcc: e@f' }, 'no id of a mail'],
    [{ message_id: '<a b@c>' }, 'no id of a mail'],
    [{ message_id: `<${'a'.repeat(250)}@b>` }, 'no id of a mail'],
  ])('is not with %j', (part, words) => {
    expect(mailProblem({ ...MAIL, ...part })).toContain(words);
  });
  it('is never fit with a line end in what a server reads as lines', () => {
    const field = fc.constantFrom('from', 'to', 'subject', 'message_id');
    const end = fc.constantFrom('\r', '\n', '\r\n', '\u0000', '\u0085', '\u2028');
    fc.assert(
      fc.property(field, fc.string(), end, fc.string(), (name, before, ending, after) => {
        const value = `${before}${ending}${after}`;
        expect(mailProblem({ ...MAIL, [name]: name === 'to' ? [value] : value })).not.toBeNull();
      }),
    );
  });
});
