import { describe, expect, it } from 'vitest';
import type { Signed, SigningRole } from '../model/kept-report.ts';
import { coversScope, signedDocument, standingOf, whyNotSign } from './signing.ts';

const signed = (role: SigningRole, by: string): Signed => ({ role, by, verified: true, at: 0, note: null });
const handover = (...signatures: Signed[]) => ({ kind: 'handover' as const, made_by: 'Ada', signatures });
const scorecard = (...signatures: Signed[]) => ({ kind: 'scorecard' as const, made_by: 'Ada', signatures });

describe('a handover', () => {
  it('is complete when who goes and who comes have signed, in any order', () => {
    expect(standingOf(handover(signed('OUTGOING', 'Ada')))).toBe('OPEN');
    expect(standingOf(handover(signed('INCOMING', 'Ben'), signed('OUTGOING', 'Ada')))).toBe('SIGNED');
  });
  it('is signed by two people, each once', () => {
    const gone = handover(signed('OUTGOING', 'Ada'));
    expect(whyNotSign(gone, { role: 'INCOMING', by: 'Ada' })).toContain('two people');
    expect(whyNotSign(gone, { role: 'OUTGOING', by: 'Ben' })).toContain('signed already');
    expect(whyNotSign(gone, { role: 'INCOMING', by: 'Ben' })).toBeNull();
    expect(whyNotSign(gone, { role: 'APPROVED', by: 'Ben' })).toContain('who goes and who comes');
  });
});

describe('a scorecard', () => {
  it('is released by somebody else than who made it', () => {
    expect(whyNotSign(scorecard(), { role: 'APPROVED', by: 'Ada' })).toContain('Somebody else');
    expect(whyNotSign(scorecard(), { role: 'APPROVED', by: 'Sue' })).toBeNull();
    expect(whyNotSign(scorecard(), { role: 'INCOMING', by: 'Sue' })).toContain('released');
  });
  it('is never released after it was sent back, nor sent back after it was released', () => {
    expect(whyNotSign(scorecard(signed('DECLINED', 'Sue')), { role: 'APPROVED', by: 'Sue' })).toContain(
      'sent back',
    );
    expect(whyNotSign(scorecard(signed('APPROVED', 'Sue')), { role: 'DECLINED', by: 'Bob' })).toContain(
      'released',
    );
  });
  it('says on every page that it is a draft, until it is released', () => {
    const document = {
      ...{ kind: 'scorecard' as const, title: '', subject: '', span: '', made_at: 0, made: '', mark: null },
      sections: [],
    };
    expect(signedDocument(document, scorecard(), 'UTC').mark).toBe('DRAFT');
    expect(signedDocument({ ...document, mark: 'SAMPLE DATA' }, scorecard(), 'UTC').mark).toBe(
      'DRAFT · SAMPLE DATA',
    );
    expect(signedDocument(document, scorecard(signed('APPROVED', 'Sue')), 'UTC').mark).toBeNull();
    expect(signedDocument(document, scorecard(signed('DECLINED', 'Sue')), 'UTC').mark).toBe('SENT BACK');
  });
});

it('shows a report only to whoever sees all that it is about', () => {
  const client = { tenants: [], clients: [{ tenant: 'T', client: 'C' }], sites: [] };
  expect(coversScope('all', 'all')).toBe(true);
  expect(coversScope({ tenants: ['T'] }, 'all')).toBe(false);
  expect(coversScope({ tenants: ['T'] }, client)).toBe(true);
  expect(coversScope(client, { tenants: ['T'] })).toBe(false);
  expect(coversScope({ tenants: ['U'] }, client)).toBe(false);
  expect(coversScope({ ...client, sites: ['S'] }, { tenants: [], sites: ['S', 'R'] })).toBe(false);
});
