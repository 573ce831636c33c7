import { describe, expect, it } from 'vitest';
import { rulesOf } from '#core/audit/registry.ts';
import { changed } from '#core/finding/step.ts';
import { SYSTEM } from '#core/model/actor.ts';
import type { Finding } from '#core/model/finding.ts';
import { FindingBook } from '#main/services/findings/book.ts';
import { FindingChanges } from '#main/services/findings/changes.ts';
import { findingWith } from '#test/kit/finding.ts';
import { tempStore } from '#test/kit/temp-store.ts';

const [first, second, third, elsewhere] = [
  findingWith({ id: 'F-1' }),
  findingWith({ id: 'F-2' }),
  findingWith({ id: 'F-3' }),
  findingWith({ id: 'F-4', site: 'S-2' }),
];
const shown = (findings: readonly Finding[]) => findings.map(({ id, occurrences }) => `${id} ${occurrences}`);

describe('the unresolved findings of a site', () => {
  it('are in the book as they were put last, until they are resolved', () => {
    const book = new FindingBook([first, second, elsewhere], []);
    expect(shown(book.ofSite('S-1'))).toEqual(['F-1 1', 'F-2 1']);
    book.put({ ...first, occurrences: 2 });
    expect(shown(book.ofSite('S-1'))).toEqual(['F-1 2', 'F-2 1']);
    book.put({ ...second, status: 'RESOLVED' });
    book.put(third);
    expect(shown(book.ofSite('S-1'))).toEqual(['F-1 2', 'F-3 1']);
    expect(shown(book.ofSite('S-2'))).toEqual(['F-4 1']);
    expect(book.ofSite('S-3')).toEqual([]);
  });

  it('are for a unit of work as it has them now, over what others have committed', () => {
    using bench = tempStore();
    const book = new FindingBook([first, second], []);
    const { store } = bench;
    const changes = new FindingChanges({ store, book, siteOf: () => null, collect: () => null }, 0);
    const see = (finding: Finding, change: Partial<Finding>) =>
      changes.take(changed(finding, change, 'seen_again'), SYSTEM, finding);
    const known = () => shown(changes.ofSite('S-1'));
    expect(known()).toEqual(['F-1 1', 'F-2 1']);
    see(first, { occurrences: 2 });
    expect(known()).toEqual(['F-1 2', 'F-2 1']);
    see(second, { occurrences: 5 });
    expect(known()).toEqual(['F-1 2', 'F-2 5']);
    book.put(third);
    expect(known()).toEqual(['F-1 2', 'F-2 5', 'F-3 1']);
    see(elsewhere, { occurrences: 3 });
    see(second, { status: 'RESOLVED' });
    expect(known()).toEqual(['F-1 2', 'F-3 1']);
  });

  it('stand for their key in a unit of work, though one that is over and had it is written to as well', () => {
    using bench = tempStore();
    const { store } = bench;
    const over = findingWith({ id: 'F-0', subject: 'F-1', status: 'RESOLVED' });
    const book = new FindingBook([first], []);
    const changes = new FindingChanges({ store, book, siteOf: () => null, collect: () => null }, 0);
    changes.take(changed(over, {}, 'noted'), SYSTEM, over);
    expect(changes.current(first)?.id).toBe('F-1');
    store.transaction(() => changes.write());
    expect(changes.commit().changed).toEqual(['F-0']);
    expect(book.get(first)?.id).toBe('F-1');
    changes.take(changed(first, { status: 'RESOLVED' }, 'resolved'), SYSTEM, first);
    expect(changes.current(first)).toBeNull();
  });
});

it('asks a site again only for what an audit may still change: not for what is over, nor for what only a person ends', () => {
  using bench = tempStore();
  const { store } = bench;
  const rules = rulesOf('HEARTBEAT');
  const isTouched = (findings: readonly Finding[]) => {
    const book = new FindingBook(findings, []);
    const changes = new FindingChanges({ store, book, siteOf: () => null, collect: () => null }, 0);
    return !changes.isNoneTouched && changes.isTouched('S-1', rules);
  };
  const silent = findingWith({ id: 'F-5', finding_type: 'SILENT_SITE', condition: 'ACTIVE' });
  expect(isTouched([])).toBe(false);
  expect(isTouched([silent])).toBe(true);
  expect(isTouched([{ ...silent, site: 'S-2' }])).toBe(false);
  expect(isTouched([{ ...silent, condition: 'CLEARED' }])).toBe(false);
  expect(isTouched([{ ...silent, finding_type: 'DURESS' }])).toBe(false);
  expect(isTouched([{ ...silent, finding_type: 'TOUR_OVERDUE' }])).toBe(false);
  const book = new FindingBook([silent], []);
  const changes = new FindingChanges({ store, book, siteOf: () => null, collect: () => null }, 0);
  book.put({ ...silent, condition: 'CLEARED' });
  expect(changes.isTouched('S-1', rules)).toBe(false);
  expect(changes.isNoneTouched).toBe(true);
  book.close({ ...silent, closed_at: 0, until: null });
  expect(changes.isTouched('S-1', rules)).toBe(true);
  expect(changes.isNoneTouched).toBe(false);
  book.reopenKey(silent);
  expect(changes.isNoneTouched).toBe(true);
  changes.take(changed(silent, {}, 'noted'), SYSTEM, { ...silent });
  expect(changes.isTouched('S-1', rules)).toBe(true);
  expect(changes.isNoneTouched).toBe(false);
});
