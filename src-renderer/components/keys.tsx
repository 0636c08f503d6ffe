import './keys.css';

export interface KeysProps {
  /** In the notation of the table of commands: "Mod+K". */
  keys: string;
  isMac: boolean;
}

const MAC_SIGNS: Readonly<Record<string, string>> = { Mod: '⌘', Control: '⌃', Alt: '⌥', Shift: '⇧' };
const NAMED: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  Escape: 'Esc',
  PageDown: 'PgDn',
  PageUp: 'PgUp',
};
const WORDS: Readonly<Record<string, string>> = { Mod: 'Ctrl', Control: 'Ctrl' };

/** Keys as they are printed on the platform's keyboards. */
export function Keys({ keys, isMac }: KeysProps) {
  return (
    <span className="keys">
      {keyWords(keys, isMac).map((word) => (
        <kbd key={word}>{word}</kbd>
      ))}
    </span>
  );
}

/** The keys one by one: ["Ctrl", "K"], on a Mac ["⌘", "K"]. */
export function keyWords(keys: string, isMac: boolean): string[] {
  return keys.split('+').map((part) => (isMac ? MAC_SIGNS[part] : WORDS[part]) ?? NAMED[part] ?? part);
}
