/** Tells plain, bounded messages from the rest, for transports that deliver more than JSON could say. */

/** Deeper than any message of the contract; a bound for whoever walks one. */
const MAX_DEPTH = 32;

/**
 * Whether a message is plain data (null, booleans, finite numbers, strings, arrays, plain objects) whose JSON has at
 * most `limit` UTF-16 code units, give or take the escapes. Stops as soon as it knows, so a hostile message costs no more
 * than a lawful one. Undefined counts as absent, as it does for JSON.
 */
export function isPlainWithin(message: unknown, limit: number): boolean {
  let left = limit;

  function fits(value: unknown, depth: number): boolean {
    switch (typeof value) {
      case 'string':
        left -= value.length + 2;
        return left >= 0;
      case 'number':
        left -= 8;
        return left >= 0 && Number.isFinite(value);
      case 'boolean':
      case 'undefined':
        left -= 5;
        return left >= 0;
      case 'object':
        break;
      default:
        return false;
    }
    if (value === null) {
      left -= 4;
      return left >= 0;
    }
    if (depth === MAX_DEPTH) return false;
    left -= 2;
    if (Array.isArray(value)) {
      // An array may claim a length that it does not hold.
      if (value.length > left) return false;
      for (const item of value) {
        left -= 1;
        if (!fits(item, depth + 1)) return false;
      }
      return left >= 0;
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return false;
    for (const [key, item] of Object.entries(value)) {
      left -= key.length + 4;
      if (left < 0 || !fits(item, depth + 1)) return false;
    }
    return left >= 0;
  }

  return fits(message, 0);
}
