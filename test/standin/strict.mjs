// What every part of the stand-in shares: objects that refuse what they do not know, and a record of what has no window.

/** Anything that the stand-in lacks must fail loudly, never pass as undefined. */
export function strict(name, object) {
  const bound = new Map();
  return new Proxy(object, {
    get(target, key) {
      if (!(key in target) && typeof key === 'string' && key !== 'then' && key !== 'toJSON')
        throw new Error(`electron stand-in: ${name}.${key} is not implemented`);
      const value = target[key];
      if (typeof value !== 'function' || Object.hasOwn(target, key)) return value;
      if (!bound.has(key)) bound.set(key, value.bind(target));
      return bound.get(key);
    },
    set(target, key, value) {
      target[key] = value;
      return true;
    },
  });
}

/** Tells the test what happened where no page shows it: notifications, dialogs, relaunches. */
export const record = (kind, data = {}) => process.send?.({ record: { kind, ...data } });

/** An event as Electron passes it, and whether somebody prevented it. */
export function preventable(fields = {}) {
  const event = {
    ...fields,
    defaultPrevented: false,
    preventDefault: () => {
      event.defaultPrevented = true;
    },
  };
  return event;
}
