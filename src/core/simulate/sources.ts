/** Where the telemetry of a simulation comes from: the app on the guards' phones. */
export const PATROL_APP = 'patrol-app';
/** The doors. */
export const ACCESS_CONTROL = 'access-control';
/** Buttons that call for help over the telephone network. */
export const PANIC_BUTTON = 'panic-button';
/** Calls to the control room, for whom the app fails. */
export const PHONE_LINE = 'phone-line';
