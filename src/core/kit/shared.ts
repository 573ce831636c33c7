/** Gives one object for all values that read the same as JSON: thousands of sites are set up alike, and nobody changes what is shared. */
export function createSharing(): <T extends object>(value: T) => T {
  const known = new Map<string, object>();
  return <T extends object>(value: T): T => {
    const text = JSON.stringify(value);
    const same = known.get(text);
    if (same === undefined) known.set(text, value);
    // safe: it was kept for a value of the same text
    return (same as T | undefined) ?? value;
  };
}
