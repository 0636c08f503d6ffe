/** How the stand-in fails: loudly, at the member that it does not have. */

/** Asked of every object by promises, inspectors and assertions; not a use of Electron. */
const ASKED_BY_TOOLS: ReadonlySet<string> = new Set([
  'then',
  'toJSON',
  'asymmetricMatch',
  'nodeType',
  '$$typeof',
  'constructor',
]);

/** `target`, but reading a member it lacks throws instead of giving undefined. */
export function failOnMissing<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, member) {
      if (member in object) {
        const value: unknown = Reflect.get(object, member, object);
        // Private fields are found only through the object itself, never through this proxy.
        return typeof value === 'function' ? value.bind(object) : value;
      }
      if (typeof member === 'symbol' || ASKED_BY_TOOLS.has(member)) return undefined;
      throw new Error(`stand-in: ${name}.${member} is not implemented`);
    },
    set: (object, member, value) => Reflect.set(object, member, value, object),
  });
}

export interface PreventableEvent {
  preventDefault(): void;
  readonly defaultPrevented: boolean;
}

/** An event object as Electron's emitters pass it. */
export function createEvent<F extends object>(fields: F): F & PreventableEvent {
  let prevented = false;
  return Object.defineProperties({ ...fields } as F & PreventableEvent, {
    preventDefault: { value: () => (prevented = true) },
    defaultPrevented: { get: () => prevented },
  });
}
