import type { MethodName } from '#contract/index.ts';
import { methods } from '#contract/index.ts';
import type { Fault } from '#contract/reply.ts';
import type { Role, Standing } from '#core/model/account.ts';
import type { TenantScope } from '#core/model/actor.ts';
import { type Hindrance, hindranceOf, PERMISSIONS, type Permission } from '#core/people/permissions.ts';
import type { Asker } from '../handlers.ts';

/** The table, with a line for every method of the contract: one that was forgotten does not compile. */
const TABLE: Readonly<Record<MethodName, Permission>> = PERMISSIONS;

/** Why somebody may not call a method, whatever for; null when they may. Asked before anything of theirs is read. */
export const whyNot = ({ standing, scope }: Asker, name: MethodName): Fault | null =>
  told(hindranceOf(standing, scope, withoutInput(TABLE[name]), undefined));

/** Why somebody may not call a method with this input, which its own schema has parsed; null when they may. */
export const whyNotThis = ({ standing, scope }: Asker, name: MethodName, input: unknown): Fault | null =>
  told(hindranceOf(standing, scope, TABLE[name], input));

const told = (hindrance: Hindrance | null): Fault | null => (hindrance === null ? null : faultOf(hindrance));

const WITH_ROLE: Readonly<Record<Role, string>> = {
  operator: 'an operator',
  supervisor: 'a supervisor',
  administrator: 'an administrator',
};

function faultOf(hindrance: Hindrance): Fault {
  switch (hindrance.why) {
    case 'SIGN_IN':
      return { code: 'sign-in', message: 'Sign in first.' };
    case 'ROLE':
      return { code: 'forbidden', message: `Only ${WITH_ROLE[hindrance.least]} may do this.` };
    case 'PART':
      return {
        code: 'forbidden',
        message: 'This concerns the whole installation, and this account is limited to a part of it.',
      };
    case 'ACCOUNTS':
      return {
        code: 'forbidden',
        message:
          'An approval needs two people who have signed in: an administrator must turn accounts on first.',
      };
    case 'PROGRAM':
      return { code: 'forbidden', message: 'Vigil asks this of itself alone.' };
  }
}

/** Methods that somebody may use, whatever for: what a screen offers. */
export const methodsFor = (standing: Standing, scope: TenantScope): MethodName[] =>
  // Safe: these are the keys of the contract.
  (Object.keys(methods) as MethodName[]).filter(
    (name) => hindranceOf(standing, scope, withoutInput(TABLE[name]), undefined) === null,
  );

const withoutInput = ({ most: _, ...permission }: Permission): Permission => permission;
