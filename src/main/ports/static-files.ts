/** The built screens, by their path from the root (`/`, `/assets/index-1a2b.js`); null for everything that is not one of them. */
export type StaticFiles = (pathname: string) => StaticFile | null;

export type StaticFile = {
  readonly body: Uint8Array<ArrayBuffer>;
  /** The media type, with its character set where it has one. */
  readonly type: string;
};
