import type { Role, Standing } from '../model/account.ts';
import { ROLES } from '../model/account.ts';
import type { TenantScope } from '../model/actor.ts';
import { editorOf } from './tuning.ts';

/** The least that somebody must be. `anyone` has not even signed in; `program` is Vigil itself, and no person. */
export type Least = 'anyone' | Role | 'program';

/** Who may use a method of the contract. */
export type Permission = {
  readonly least: Least;
  /** It concerns the whole installation: an account that is limited to a part of it may not. */
  readonly whole?: true;
  /** A second pair of eyes: nobody may before accounts are on (DECISIONS 34). */
  readonly signed?: true;
  /** For some inputs somebody must be more. */
  readonly most?: (input: unknown) => Role;
};

const anyone: Permission = { least: 'anyone' };
const operator: Permission = { least: 'operator' };
const supervisor: Permission = { least: 'supervisor' };
const administrator: Permission = { least: 'administrator' };
const program: Permission = { least: 'program' };
const whole = (permission: Permission): Permission => ({ ...permission, whole: true });

/**
 * The one table of permissions, by method of the contract. Whoever adds a method adds its line: without it nothing compiles
 * (`services/people/permitted.ts`), and a method without one would be refused.
 */
export const PERMISSIONS = {
  'actions.list': operator,
  'actions.preview': operator,
  'actions.remove': whole(administrator),
  'actions.resume': whole(administrator),
  'actions.save': whole(administrator),
  'actions.set_rails': whole(administrator),
  // Whoever sees that messages go wrong stops them.
  'actions.test': whole(administrator),
  'actions.stop': operator,
  'alerts.list': operator,
  'audit.run': operator,
  'baselines.build': supervisor,
  'baselines.leave_out': supervisor,
  'baselines.outliers': operator,
  'baselines.series': operator,
  'baselines.show': operator,
  'baselines.site': operator,
  'brought.take': operator,
  'brought.read': operator,
  'bundles.make': supervisor,
  'bundles.sealed': supervisor,
  'bundles.note': supervisor,
  // Whoever has the file can read it in any browser.
  'bundles.open': operator,
  'bundles.read': operator,
  'bundles.close': operator,
  'bundles.signers': operator,
  'bundles.trust': whole(administrator),
  'cases.begin': supervisor,
  'cases.bring': supervisor,
  'cases.change': supervisor,
  'cases.create': supervisor,
  'cases.get': supervisor,
  'cases.list': supervisor,
  'cases.note': supervisor,
  'cases.remove': supervisor,
  'cases.seal': supervisor,
  'checkups.begin': supervisor,
  'checkups.begin_installation': whole(supervisor),
  'checkups.get': supervisor,
  'checkups.list': supervisor,
  'checkups.sign': supervisor,
  'checkups.tick': supervisor,
  'configuration.edit': { least: 'supervisor', most: editorOf },
  'configuration.export': supervisor,
  'configuration.import': administrator,
  'configuration.roll_back': administrator,
  'configuration.version': supervisor,
  'configuration.versions': supervisor,
  'connectors.list': whole(operator),
  'connectors.test': whole(administrator),
  'desk.colleagues': operator,
  'deliveries.attachment': operator,
  'deliveries.approve': { least: 'supervisor', signed: true },
  'deliveries.decline': supervisor,
  'deliveries.edit': operator,
  'deliveries.list': operator,
  'deliveries.preview_report': supervisor,
  'deliveries.request': operator,
  'deliveries.request_report': supervisor,
  'deliveries.retry': supervisor,
  'deliveries.withdraw': operator,
  'desks.state': operator,
  'desks.save': whole(administrator),
  'desks.remove': whole(administrator),
  'desks.take': operator,
  'desks.put_down': operator,
  'desks.offer': operator,
  'desks.answer': operator,
  'desks.hand_over': operator,
  'dispatch.arrived': operator,
  'dispatch.call_off': operator,
  'dispatch.send': operator,
  'diagnostics.make': whole(supervisor),
  'doctor.run': operator,
  'duty.site': operator,
  'engine.page': operator,
  // Before anybody has signed in it counts nothing, and still says what is wrong with the engine.
  'engine.status': anyone,
  'engine.verify': whole(operator),
  'escalation.list': operator,
  'escalation.remove': whole(administrator),
  'escalation.save': whole(administrator),
  'findings.acknowledge': operator,
  'findings.amend': supervisor,
  'findings.assign': operator,
  'findings.call': operator,
  'findings.count': operator,
  'findings.counts': operator,
  'findings.escalate': operator,
  'findings.export': operator,
  'findings.get': operator,
  'findings.groups': operator,
  'findings.hand_over': operator,
  'findings.normal': operator,
  'findings.note': operator,
  'findings.page': operator,
  'findings.report': operator,
  'findings.resolve': operator,
  'findings.shelve': operator,
  'findings.step': operator,
  'findings.unshelve': operator,
  'findings.waiting': operator,
  'holds.list': whole(supervisor),
  'holds.place': whole(administrator),
  'holds.release': whole(administrator),
  'identity.get': operator,
  'identity.set': operator,
  'imports.configuration': administrator,
  'imports.end': supervisor,
  'imports.feed': whole(supervisor),
  'imports.put': supervisor,
  'imports.recognise': supervisor,
  'imports.sample': whole(supervisor),
  'indicators.get': supervisor,
  'indicators.sites': supervisor,
  'indicators.findings': supervisor,
  'indicators.offenders': supervisor,
  'reviews.give': supervisor,
  'reviews.week': supervisor,
  'intake.configure': whole(administrator),
  'intake.state': whole(operator),
  'keys.add': administrator,
  'keys.list': administrator,
  'keys.revoke': administrator,
  'lan.configure': whole(administrator),
  'lan.get': whole(administrator),
  'lan.state': whole(administrator),
  // An attached workstation shows at all times how its connection is, and asks its own program.
  'link.state': anyone,
  'link.retry': anyone,
  'link.look': whole(administrator),
  'link.attach': whole(administrator),
  'link.detach': whole(administrator),
  'login.note': whole(administrator),
  'login.set': whole(administrator),
  'login.state': operator,
  'maintenance.calendar': operator,
  'map.info': operator,
  'map.read': operator,
  'mappings.list': whole(supervisor),
  'mappings.remove': whole(supervisor),
  'mappings.save': whole(supervisor),
  'mqtt.remove': whole(administrator),
  'mqtt.save': whole(administrator),
  'notices.confirm_test': anyone,
  'notices.desktop': anyone,
  'notices.mute': whole(operator),
  'notices.state': operator,
  'notices.test': operator,
  'people.absence': operator,
  'people.absence_withdraw': operator,
  'people.absences': operator,
  'people.extend_check_in': operator,
  'presence.list': operator,
  'presence.look': operator,
  'quarantine.discard': supervisor,
  'quarantine.groups': supervisor,
  'quarantine.list': supervisor,
  'quarantine.retry': supervisor,
  'reports.csv': operator,
  'reports.get': operator,
  'reports.keep': operator,
  'reports.kept': operator,
  'reports.make': operator,
  'reports.print': operator,
  'reports.release': { least: 'supervisor', signed: true },
  'reports.schedule': whole(operator),
  'reports.set_schedule': whole(administrator),
  'reports.sign': operator,
  'retention.get': operator,
  'retention.due': whole(supervisor),
  'retention.set': whole(administrator),
  'rollout.apply': whole(administrator),
  'rollout.get': whole(supervisor),
  'rollout.undo': whole(administrator),
  'runbooks.bring_back': whole(supervisor),
  'runbooks.compare': whole(supervisor),
  'runbooks.comparisons': supervisor,
  'runbooks.effect': supervisor,
  'runbooks.end_comparison': whole(supervisor),
  'runbooks.gaps': operator,
  'runbooks.history': operator,
  'runbooks.list': operator,
  'runbooks.retire': whole(supervisor),
  'runbooks.save': whole(administrator),
  'shell.beat': anyone,
  'shell.facts': operator,
  'shell.open_wall': operator,
  'sites.list': operator,
  'sites.look': operator,
  'sites.map': operator,
  'sites.page': operator,
  'sites.positions': operator,
  'sites.remove_plan': supervisor,
  'sites.set_plan': supervisor,
  'sites.settings': operator,
  'suppressed.list': operator,
  'telemetry.ingest': whole(supervisor),
  'tours.complete_by_hand': operator,
  'traccar.remove': whole(administrator),
  'traccar.save': whole(administrator),
  'trail.note_export': supervisor,
  'trail.page': supervisor,
  'trail.set_anchor': whole(administrator),
  'trail.verify': whole(supervisor),
  'updates.back_up': whole(administrator),
  'updates.get': whole(administrator),
  'updates.install': whole(administrator),
  'updates.look': whole(administrator),
  'updates.note': whole(administrator),
  'updates.set': whole(administrator),
  'updates.state': operator,
  'views.list': operator,
  'views.remove': operator,
  'views.save': operator,
  'watchdog.get': whole(administrator),
  'watchdog.set': whole(administrator),
  'what_if.cancel': supervisor,
  'what_if.get': supervisor,
  'what_if.prepare': supervisor,
  'what_if.start': supervisor,
  'accounts.state': program,
  'accounts.list': whole(administrator),
  'accounts.turn_on': whole(administrator),
  'accounts.turn_off': whole(administrator),
  'accounts.add': whole(administrator),
  'accounts.change': whole(administrator),
  'accounts.set_secret': whole(administrator),
  'accounts.disable': whole(administrator),
  'accounts.enable': whole(administrator),
  'accounts.set_idle': whole(administrator),
  'secrets.hand_over': whole(administrator),
  'session.state': anyone,
  'settings.fields': supervisor,
  'settings.scope': supervisor,
  'session.sign_in': anyone,
  'session.sign_out': operator,
  'session.lock': operator,
  'session.active': operator,
  'session.set_secret': operator,
} as const satisfies Record<string, Permission>;

/** Why somebody may not: `SIGN_IN` first, `ROLE` is not enough, or the account is limited to a `PART` of the installation. */
export type Hindrance =
  | { readonly why: 'SIGN_IN' }
  | { readonly why: 'ROLE'; readonly least: Role }
  | { readonly why: 'PART' }
  /** Accounts are off: two people cannot be told apart. */
  | { readonly why: 'ACCOUNTS' }
  | { readonly why: 'PROGRAM' };

const rank = (role: Role): number => ROLES.indexOf(role);

/** What keeps somebody from a method with this input; null when nothing does. */
export function hindranceOf(
  standing: Standing,
  scope: TenantScope,
  permission: Permission,
  input: unknown,
): Hindrance | null {
  if (standing === 'program') return null;
  const { least, whole: isWhole, most, signed } = permission;
  if (least === 'program') return { why: 'PROGRAM' };
  if (least === 'anyone') return null;
  if (standing === 'local') return signed === true ? { why: 'ACCOUNTS' } : null;
  if (standing === 'nobody') return { why: 'SIGN_IN' };
  const wanted = most === undefined ? least : later(least, most(input));
  if (rank(standing) < rank(wanted)) return { why: 'ROLE', least: wanted };
  return isWhole === true && scope !== 'all' ? { why: 'PART' } : null;
}

const later = (a: Role, b: Role): Role => (rank(a) < rank(b) ? b : a);
