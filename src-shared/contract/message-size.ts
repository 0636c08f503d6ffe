/** Tells plain, bounded messages from the rest, for transports that deliver more than JSON could say. */

/** Deeper than any message of the contract; a bound for whoever walks one. */
const MAX_DEPTH = 32;

/** Printable ASCII that JSON does not escape: one byte a character. */
const PLAIN_TEXT = /^[ !#-[\]-~]*$/;

/**
 * Whether a message is plain data (null, booleans, finite numbers, strings, arrays, plain objects) whose JSON has at
 * most `limitBytes` bytes in UTF-8. Stops as soon as it knows, so that a hostile message costs no more than a lawful one.
 * Undefined properties count as absent, as they do for JSON.
 */
export function isPlainWithin(message: unknown, limitBytes: number): boolean {
  let left = limitBytes;

  function take(bytes: number): boolean {
    left -= bytes;
    return left >= 0;
  }

  function takeText(text: string): boolean {
    // No character takes less than a byte.
    if (text.length + 2 > left) return false;
    return take(2 + (PLAIN_TEXT.test(text) ? text.length : escapedBytes(text)));
  }

  function takeObject(value: object, depth: number): boolean {
    if (depth === MAX_DEPTH || !take(2)) return false;
    if (Array.isArray(value)) {
      // An array may claim a length that it does not hold.
      if (value.length > left) return false;
      // By index: holes are written out as null, too.
      for (let index = 0; index < value.length; index++) {
        if (index > 0 && !take(1)) return false;
        if (!takeValue(value[index] ?? null, depth + 1)) return false;
      }
      return true;
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return false;
    let isFirst = true;
    for (const [key, item] of Object.entries(value)) {
      if (item === undefined) continue;
      if (!isFirst && !take(1)) return false;
      isFirst = false;
      if (!takeText(key) || !take(1) || !takeValue(item, depth + 1)) return false;
    }
    return true;
  }

  function takeValue(value: unknown, depth: number): boolean {
    switch (typeof value) {
      case 'string':
        return takeText(value);
      case 'number':
        return Number.isFinite(value) && take(String(value).length);
      case 'boolean':
        return take(value ? 4 : 5);
      case 'object':
        return value === null ? take(4) : takeObject(value, depth);
      default:
        return false;
    }
  }

  return takeValue(message, 0);
}

/** Bytes of a text in JSON, as `JSON.stringify` escapes it (ECMA-262, QuoteJSONString), without the quotes. */
function escapedBytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20) bytes += '\b\t\n\f\r'.includes(character) ? 2 : 6;
    else if (character === '"' || character === '\\') bytes += 2;
    else if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    // Half of a pair is written out.
    else if (code >= 0xd800 && code <= 0xdfff) bytes += 6;
    else bytes += code < 0x1_0000 ? 3 : 4;
  }
  return bytes;
}
