/** What an administrator sets up for the roles that findings are passed on to. */
export const escalationSetupWords = {
  title: 'Escalation',
  means:
    'A finding that nobody acknowledges goes to the role of its runbook, after the runbook’s minutes. Here stands what comes after that. A role without an entry is told once.',
  add: 'Set up a role…',
  addTitle: 'Set up a role',
  changeTitle: (role: string) => `What comes after ${role}`,
  change: 'Change…',
  remove: 'Remove',
  save: 'Save',
  columns: ['role', 'then', 'told again', 'quiet hours', 'do'],
  none: 'none',
  steps: (steps: readonly (readonly [role: string, minutes: number])[]) =>
    steps.length === 0 ? 'nobody' : steps.map(([role, minutes]) => `${role} +${minutes} min`).join(', '),
  every: (minutes: number | null) => (minutes === null ? 'no' : `every ${minutes} min`),
  role: 'Role',
  choose: 'Choose a role that runbooks name',
  chain: 'Who is told next: one role a line, and how many minutes after this one (area_manager 15)',
  chainHow: 'Write a role and its minutes in each line, such as: area_manager 15',
  again: 'Whoever was told last is told again every so many minutes until somebody acknowledges (empty: not)',
  hours: (zone: string) => `Quiet hours of this role, ${zone} (DAILY 22:00-06:00, or SAT SUN 00:00-24:00)`,
  hoursHow: (zone: string) => `Write days and times (${zone}) in each line, such as: DAILY 22:00-06:00`,
  never:
    'In quiet hours a role waits, and is told when they end if nobody has the finding by then. They never hold for a call for help or a lone worker.',
};
