/** Keys as the table writes them ("Mod+Shift+K") against keys as they are pressed. */

/** What is looked at of a KeyboardEvent. */
export interface PressedKey {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** True where the pressed key is exactly what `keys` says. On a Mac, Mod is Cmd. */
export function matchesKeys(keys: string, pressed: PressedKey, isMac: boolean): boolean {
  const parts = keys.split('+');
  const key = parts.at(-1) ?? '';
  const has = (name: string) => parts.includes(name);
  const control = has('Control') || (has('Mod') && !isMac);
  if (pressed.ctrlKey !== control || pressed.metaKey !== (has('Mod') && isMac)) return false;
  if (pressed.altKey !== has('Alt')) return false;
  // A sign like "?" is typed with Shift on some keyboards and without on others: the sign itself decides.
  if (/^[a-z0-9]$/i.test(key) || key.length > 1 || has('Shift')) {
    if (pressed.shiftKey !== has('Shift')) return false;
  }
  if (pressed.key.toLowerCase() === key.toLowerCase()) return true;
  // With Alt, a Mac's letters become signs; then the place of the key tells.
  return /^[a-z]$/i.test(key)
    ? has('Alt') && pressed.code === `Key${key.toUpperCase()}`
    : /^\d$/.test(key) && pressed.code === `Digit${key}`;
}

/** True for keys that mean no text: they act even while someone types. */
export function isChord(keys: string): boolean {
  return /(^|\+)(Mod|Control)\+/.test(keys);
}
