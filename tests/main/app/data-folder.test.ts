import { describe, expect, it } from 'vitest';
import { dataFolder } from '../../../src-main/app/data-folder.ts';

describe('the data folder', () => {
  it.each([
    [{}, 'linux', '/home/ada', '/home/ada/.local/share/portolan'],
    [{ XDG_DATA_HOME: '/data' }, 'linux', '/home/ada', '/data/portolan'],
    [{ XDG_DATA_HOME: 'relative' }, 'linux', '/home/ada', '/home/ada/.local/share/portolan'],
    [{ XDG_DATA_HOME: '' }, 'linux', '/home/ada', '/home/ada/.local/share/portolan'],
    [{}, 'darwin', '/Users/ada', '/Users/ada/Library/Application Support/Portolan'],
    [
      { APPDATA: 'C:\\Users\\ada\\AppData\\Roaming' },
      'win32',
      'C:\\Users\\ada',
      'C:\\Users\\ada\\AppData\\Roaming\\Portolan',
    ],
    [{}, 'win32', 'C:\\Users\\ada', 'C:\\Users\\ada\\AppData\\Roaming\\Portolan'],
    [{ PORTOLAN_DATA_DIR: '/elsewhere', XDG_DATA_HOME: '/data' }, 'linux', '/home/ada', '/elsewhere'],
    [{ PORTOLAN_DATA_DIR: '/elsewhere' }, 'darwin', '/Users/ada', '/elsewhere'],
  ])('%j on %s', (env, platform, home, expected) => {
    expect(dataFolder(env, platform, home)).toBe(expected);
  });
});
