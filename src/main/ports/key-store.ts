/** What shuts the installation's key: the key store of the operating system, or words that the operator keeps in a file. */
export type KeyStore = {
  /** Why nothing can be shut safely; null: it can. */
  readonly hindrance: () => Promise<string | null>;
  readonly shut: (key: string) => Promise<Buffer>;
  /** null: it was shut with something else. */
  readonly open: (shut: Buffer) => Promise<string | null>;
};
