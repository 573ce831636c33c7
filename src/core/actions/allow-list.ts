/** Where requests may go. `port` null: the usual one of the scheme. `inside`: it may stand in a private network, and be http. */
export type AllowedHost = { readonly host: string; readonly port: number | null; readonly inside: boolean };
