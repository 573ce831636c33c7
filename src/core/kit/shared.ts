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

/** Makes each value once for all sources of which `told` reads the same as JSON; the source itself unless given. */
export function rememberByText<Source, Made>(
  make: (source: Source) => Made,
  told: (source: Source) => unknown = (source) => source,
): (source: Source) => Made {
  const known = new Map<string, Made>();
  return (source) => {
    const text = JSON.stringify(told(source));
    const same = known.get(text);
    if (same !== undefined) return same;
    const made = make(source);
    known.set(text, made);
    return made;
  };
}

/** Stands for a part that is not there. */
const NO_PART = {};

/** The same, quicker where the part of the sources that counts is often one and the same object: `rest` is what else counts. */
export function rememberByPart<Source, Made>(
  make: (source: Source) => Made,
  partOf: (source: Source) => object | undefined,
  rest: (source: Source) => string = () => '',
): (source: Source) => Made {
  const byText = rememberByText(make, (source) => [rest(source), partOf(source)]);
  const known = new WeakMap<object, Map<string, Made>>();
  return (source) => {
    const part = partOf(source) ?? NO_PART;
    const ofPart = known.get(part) ?? new Map<string, Made>();
    known.set(part, ofPart);
    const text = rest(source);
    const same = ofPart.get(text);
    if (same !== undefined) return same;
    const made = byText(source);
    ofPart.set(text, made);
    return made;
  };
}
