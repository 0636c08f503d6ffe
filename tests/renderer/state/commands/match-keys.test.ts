import { expect, test } from 'vitest';
import { APP_COMMANDS, keysOf, type AppCommand } from '../../../../src-shared/contract/app-commands.ts';
import { isChord, matchesKeys, type PressedKey } from '../../../../src-renderer/state/commands/match-keys.ts';

function press(key: string, held: Partial<PressedKey> = {}): PressedKey {
  const code = /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key;
  return { key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

test.each([
  ['Mod+K', press('k', { ctrlKey: true }), false, true],
  ['Mod+K', press('k', { metaKey: true }), true, true],
  ['Mod+K', press('k', { ctrlKey: true }), true, false],
  ['Mod+K', press('K', { ctrlKey: true, shiftKey: true }), false, false],
  ['Mod+Shift+S', press('S', { ctrlKey: true, shiftKey: true }), false, true],
  ['Mod+S', press('s', { ctrlKey: true, altKey: true }), false, false],
  // A German keyboard types "?" with Shift, and it is the same sign.
  ['?', press('?', { shiftKey: true }), false, true],
  ['?', press('?', { ctrlKey: true, shiftKey: true }), false, false],
  // On a Mac, Option and T is a dagger.
  ['Alt+T', press('†', { altKey: true, code: 'KeyT' }), true, true],
  ['Control+Tab', press('Tab', { ctrlKey: true }), true, true],
  ['Control+Tab', press('Tab', { ctrlKey: true, shiftKey: true }), false, false],
])('%s against %j (Mac: %s) is %s', (keys, pressed, isMac, expected) => {
  expect(matchesKeys(keys, pressed, isMac)).toBe(expected);
});

test('only Ctrl and Cmd act while someone types', () => {
  expect(['Mod+K', 'Control+Tab', 'Alt+T', '?'].filter(isChord)).toEqual(['Mod+K', 'Control+Tab']);
});

test.each(['desktop', 'web'] as const)('no two commands have the same keys (%s)', (host) => {
  const keys = APP_COMMANDS.map((command: AppCommand) => keysOf(command, host)).filter((key) => key !== null);
  expect(keys).toEqual([...new Set(keys)]);
});

test('a browser is asked for no key that it keeps to itself', () => {
  const reserved = new Set<string | null>([
    'Mod+T',
    'Mod+W',
    'Mod+N',
    'Control+Tab',
    'Control+Shift+Tab',
    'Mod+Shift+T',
    'Mod+R',
    'Mod+L',
  ]);
  const keys = APP_COMMANDS.map((command: AppCommand) => keysOf(command, 'web'));
  expect(keys.filter((key) => reserved.has(key))).toEqual([]);
});
