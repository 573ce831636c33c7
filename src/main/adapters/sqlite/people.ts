import type { Account, SignIn } from '#core/model/account.ts';
import type { TenantScope } from '#core/model/actor.ts';
import { nameKey } from '#core/people/account-name.ts';
import type { PeopleRepo } from '#main/ports/store.ts';
import type { Session } from './statements.ts';

type Row = Omit<Account, 'scope'> & { readonly scope: string };

const ACCOUNT =
  'name, role, scope, revision, failures, closed_until, made_at, made_by, secret_at, disabled_at, disabled_by';
const SIGN_INS = `SELECT s.seat, s.kind, a.name AS account, s.revision, s.at, s.active_at, s.locked_at
  FROM sign_in s JOIN account a ON a.key = s.account ORDER BY s.at`;

const toAccount = (row: Row): Account => ({
  ...row,
  scope: JSON.parse(row.scope) as TenantScope, // safe: only `save` writes this column
});

/** What is read of accounts beside their engine. A file that is too old to have any has none. */
export function createPeopleReads(session: Session): Pick<PeopleRepo, 'accounts' | 'signIns'> {
  const isThere = session.pluck<[], number>(
    "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('account', 'sign_in')",
  );
  if (isThere.get() !== 2) return { accounts: () => [], signIns: () => [] };
  const all = session.prepare<[], Row>(`SELECT ${ACCOUNT} FROM account ORDER BY key`);
  const signIns = session.prepare<[], SignIn>(SIGN_INS);
  return { accounts: () => all.all().map(toAccount), signIns: () => signIns.all() };
}

/** Accounts, and where they are signed in. */
export function createPeopleRepo(session: Session): PeopleRepo {
  const find = session.prepare<[string], Row>(`SELECT ${ACCOUNT} FROM account WHERE key = ?`);
  const secret = session.pluck<[string], string>('SELECT secret FROM account WHERE key = ?');
  const write = session.prepare<[Row & { readonly key: string; readonly secret: string }]>(`
    INSERT INTO account (key, secret, ${ACCOUNT})
      VALUES (@key, @secret, @name, @role, @scope, @revision, @failures, @closed_until, @made_at, @made_by, @secret_at,
        @disabled_at, @disabled_by)
    ON CONFLICT DO UPDATE SET secret = excluded.secret, role = excluded.role, scope = excluded.scope,
      revision = excluded.revision, failures = excluded.failures, closed_until = excluded.closed_until,
      secret_at = excluded.secret_at, disabled_at = excluded.disabled_at, disabled_by = excluded.disabled_by`);
  const signIn = session.prepare<[SignIn]>(`
    INSERT OR REPLACE INTO sign_in (seat, kind, account, revision, at, active_at, locked_at)
      VALUES (@seat, @kind, @account, @revision, @at, @active_at, @locked_at)`);
  const touch = session.prepare<[number, string]>('UPDATE sign_in SET active_at = ? WHERE seat = ?');
  const lock = session.prepare<[number, string]>('UPDATE sign_in SET locked_at = ? WHERE seat = ?');
  const end = session.prepare<[string]>('DELETE FROM sign_in WHERE seat = ?');
  const endOf = session.prepare<[string]>('DELETE FROM sign_in WHERE account = ?');
  const endEverything = session.prepare<[]>('DELETE FROM sign_in');
  return {
    ...createPeopleReads(session),
    account(name) {
      const row = find.get(nameKey(name));
      return row === undefined ? null : toAccount(row);
    },
    secretOf: (name) => secret.get(nameKey(name)) ?? null,
    save(account, given) {
      const key = nameKey(account.name);
      const kept = given ?? secret.get(key);
      if (kept === undefined) throw new Error('A new account needs a secret.');
      write.run({ ...account, key, secret: kept, scope: JSON.stringify(account.scope) });
    },
    signIn: (row) => void signIn.run({ ...row, account: nameKey(row.account) }),
    touch: (seat, at) => void touch.run(at, seat),
    lock: (seat, at) => void lock.run(at, seat),
    end: (seat) => void end.run(seat),
    endAll: (name) => void (name === null ? endEverything.run() : endOf.run(nameKey(name))),
  };
}
