/** The parts of an address that are looked at; as the URL Standard names them. */
export type WebAddress = {
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
  readonly search: string;
};

// A global of every runtime that Vigil has, though not of the compiler's plain library.
declare const URL: { readonly parse: (text: string) => WebAddress | null };

/** Reads an address as everything that follows it does (URL Standard); null where it is none. */
export const readWebAddress = (text: string): WebAddress | null => URL.parse(text);
