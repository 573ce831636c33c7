/** What sealing and verifying need and pure code cannot do; synchronous but for packing. */
export type VerifyTools = {
  /** SHA-256 as 64 hexadecimal digits. */
  readonly sha256: (bytes: Uint8Array) => string;
  /** Undoes deflate; null where the bytes are none, hold more than `size`, or go on after their end. */
  readonly inflate: (packed: Uint8Array, size: number) => Uint8Array | null;
  /** Whether the bytes are the same, without a call for each: there may be tens of millions. */
  readonly isSame: (a: Uint8Array, b: Uint8Array) => boolean;
  /** Whether an Ed25519 signature (RFC 8032) over the message is by the key; keys are 32 bytes. */
  readonly isSignedBy: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;
};
export type SealTools = Pick<VerifyTools, 'sha256'> & {
  readonly deflate: (content: Uint8Array) => Promise<Uint8Array>;
};

/** The key pair of an installation: what it signs with, without showing it. */
export type Signer = {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** 64 bytes, Ed25519. */
  readonly sign: (message: Uint8Array) => Uint8Array;
};
