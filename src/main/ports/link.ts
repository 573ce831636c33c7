/** Where an engine on the network is. */
export type LinkTarget = { readonly host: string; readonly port: number };

/** Why a connection is over: LOST by itself, CHANGED because somebody else answers there, REFUSED by the engine in its own words. */
export type LinkEnd =
  | { readonly kind: 'LOST'; readonly reason: string }
  | { readonly kind: 'CHANGED'; readonly fingerprint: string }
  | { readonly kind: 'REFUSED'; readonly reason: string };

export type LinkHandlers = {
  /** The other side has shown the pinned certificate; nothing was said before. */
  readonly onOpen: () => void;
  readonly onText: (text: string) => void;
  /** Called once, when the connection is over. Nothing is told afterwards. */
  readonly onEnd: (end: LinkEnd) => void;
};
export type OpenLinkParts = LinkHandlers & {
  readonly target: LinkTarget;
  /** SHA-256 of the certificate that is trusted, in hexadecimal digits. */
  readonly fingerprint: string;
};
export type LinkConnection = { readonly send: (text: string) => void; readonly close: () => void };

/** One connection from its beginning to its end; who wants another one opens it. */
export type OpenLink = (parts: OpenLinkParts) => LinkConnection;

/** The SHA-256 of the certificate that is shown there, without trusting it or saying anything. Rejects when nobody answers. */
export type LookAtLink = (target: LinkTarget) => Promise<string>;
