export { AccountsDialog } from './accounts-dialog.tsx';
export { type AccountsStore, createAccountsStore } from './accounts-store.ts';
export { SeatDialog } from './seat-dialog.tsx';
export { createSessionStore, type SessionStore } from './session-store.ts';
export { SignInScreen } from './sign-in-screen.tsx';
