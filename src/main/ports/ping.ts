/** Sends the body to the address by POST. Resolves when the other side took it (2xx), rejects with why not. Follows no redirect, reads no answer. */
export type Ping = (url: string, body: string) => Promise<void>;
