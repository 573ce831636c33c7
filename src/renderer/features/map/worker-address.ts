/** As much of the browser's trusted types as is used here; older browsers have none. */
type TrustedTypes = {
  readonly defaultPolicy: unknown;
  readonly createPolicy: (
    name: 'default',
    rules: { readonly createScriptURL: (address: string) => string },
  ) => unknown;
};

/**
 * Lets this one file run as a worker. The content policy turns no text into script or markup (`require-trusted-types-for`), and this is the one
 * exception of the screens: any other address, and any markup or code, is refused.
 */
export function allowWorker(
  address: string,
  here: string = location.href,
  // Safe: the browser's own, where it has them.
  types: TrustedTypes | undefined = (globalThis as { readonly trustedTypes?: TrustedTypes }).trustedTypes,
): void {
  if (types === undefined || types.defaultPolicy !== null) return;
  const worker = new URL(address, here).href;
  types.createPolicy('default', {
    createScriptURL(wanted) {
      if (new URL(wanted, here).href === worker) return wanted;
      throw new TypeError('This address is not run as script.');
    },
  });
}
