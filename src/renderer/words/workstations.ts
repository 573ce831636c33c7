/** How this workstation stands to the engine that it is attached to. */
export const linkWords = {
  connected: (name: string) => `Attached to ${name}`,
  connecting: 'Connecting…',
  lost: (name: string) => `Lost: ${name}`,
  refused: (name: string) => `Refused: ${name}`,
  changed: (name: string) => `Stopped: ${name}`,
  hint: 'The workstation whose engine this one uses',
  lostSince: (name: string, at: string) => `The connection to ${name} is lost since ${at}.`,
  refusedSince: (name: string, at: string) => `${name} does not take this workstation since ${at}.`,
  connectingTo: (name: string) => `Connecting to ${name}.`,
  changedTo: (name: string) => `Somebody with another certificate answers as ${name}. Nothing is said to it.`,
  old: (at: string, age: string) => `What you see is of ${at} (${age} ago).`,
  nothingYet: 'There is nothing to see yet.',
  refuses: 'What you do now is refused and not done.',
  kept: (count: number) =>
    count === 1
      ? '1 action was on its way: it is sent again, once, when the connection is back.'
      : `${count} actions were on their way: they are sent again, once, when the connection is back.`,
  reason: (reason: string) => `Reason: ${reason}.`,
  next: (seconds: number) => (seconds <= 0 ? 'Trying now.' : `Next attempt in ${seconds} s.`),
  codes: (known: string, shown: string) => `Trusted code ${known}. Shown now: ${shown}.`,
  changedMeans:
    'Call the other workstation. If its code is the one shown now, an administrator there made a new key: detach this workstation, and attach it anew. If not, somebody is between the two: tell who looks after the network.',
  retry: 'Try now',
} as const;

/** Workstations of the network: who may use this engine, or whose engine this one uses. */
export const workstationWords = {
  title: 'Workstations on the network',
  loading: 'Asking the engine…',
  hostTitle: 'Other workstations use this engine',
  hostOff: 'Off. Nobody on the network can connect.',
  accountsFirst: 'Turn accounts on first (Shift P): whoever attaches from another workstation must sign in.',
  states: {
    OFF: 'Off',
    LISTENING: 'Open',
    FAILED: 'Not open',
    ACCOUNTS_OFF: 'Not open: accounts are off',
  },
  turnOn: 'Let them attach',
  turnOff: 'Let nobody attach any more',
  save: 'Use this address and port',
  address: 'Address of this machine (0.0.0.0: all of them)',
  port: 'Port',
  reachable: 'On the other workstation type',
  noAddress: 'no address of this machine is known',
  code: 'and compare this code',
  stations: 'Attached now',
  nobody: 'No workstation is attached.',
  station: 'Workstation',
  from: 'Address',
  since: 'Since',
  attachTitle: 'This workstation uses another engine',
  attachMeans:
    'Its screens then show the sites of that engine, and people sign in with their accounts there. The engine of this workstation stops, its data stays.',
  theirAddress: 'Address of the other workstation',
  look: 'Show its code',
  looking: 'Looking…',
  compare: (address: string) =>
    `${address} shows this code. Is it the one on the screen of the other workstation?`,
  attach: 'The codes are the same: attach',
  other: 'They differ',
  starts: 'Vigil starts again.',
  attachedTitle: 'Attached to another engine',
  attachedTo: 'Engine',
  trusted: 'Trusted code',
  state: 'Connection',
  detach: 'Detach…',
  detachSure: 'Detach: use the engine of this workstation again',
  linkStates: {
    CONNECTING: 'connecting, {at}',
    CONNECTED: 'connected since {at}',
    LOST: 'lost since {at}',
    REFUSED: 'refused since {at}',
    CHANGED: 'stopped since {at}: another certificate was shown',
  },
  close: 'Close',
} as const;

/** Who looks at a finding. */
export const presenceWords = {
  who: (name: string, station: string) => `${name} (${station})`,
  looks: (who: string) => `Looking at it now: ${who}`,
  and: ', ',
} as const;
