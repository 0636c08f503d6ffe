/** What the screenshots show: loopback hosts with a few services, and one scene for every screen and state. */
import { expect } from '@playwright/test';
import type { Portolan } from '../browser/portolan-page.ts';
import { openListener, type Listener } from '../helpers/listeners.ts';

/** Linux answers on all of 127.0.0.0/8: each address is a host, and what listens there is up to us. */
const SERVICES: Readonly<Record<string, readonly number[]>> = {
  '127.0.10.1': [2_053, 8_443],
  '127.0.10.2': [2_222, 8_080, 8_443, 32_400],
  '127.0.10.3': [5_432, 6_379],
  '127.0.10.4': [3_306, 8_080, 9_090, 9_100],
  '127.0.10.5': [2_222],
  '127.0.10.6': [1_883, 8_123, 8_883],
};
const TARGETS = '127.0.10.1-6';
/** Opened between the two runs, so that there is something to compare. */
const LATER: readonly [address: string, port: number][] = [
  ['127.0.10.2', 9_200],
  ['127.0.10.5', 8_080],
];
const CLOSED_LATER: readonly [address: string, port: number] = ['127.0.10.4', 9_090];

export interface SceneHosts {
  /** Opens what the second run finds new, closes what it finds gone. */
  change(): Promise<void>;
  close(): Promise<void>;
}

export async function openSceneHosts(): Promise<SceneHosts> {
  const listeners = new Map<string, Listener>();
  const open = async (address: string, port: number): Promise<void> => {
    listeners.set(`${address} ${port}`, await openListener(address, port));
  };
  for (const [address, ports] of Object.entries(SERVICES)) {
    for (const port of ports) await open(address, port);
  }
  return {
    change: async () => {
      for (const [address, port] of LATER) await open(address, port);
      const [address, port] = CLOSED_LATER;
      await listeners.get(`${address} ${port}`)?.close();
      listeners.delete(`${address} ${port}`);
    },
    close: async () => {
      await Promise.all([...listeners.values()].map((listener) => listener.close()));
    },
  };
}

export interface Scene {
  /** The picture's file name begins with it. */
  readonly name: string;
  /** Brings the window into the state to be shown; scenes are played in order. */
  play(portolan: Portolan, hosts: SceneHosts): Promise<void>;
}

export const SCENES: readonly Scene[] = [
  {
    name: 'scan-empty',
    play: async (portolan) => {
      await expect(portolan.button('Scan this computer')).toBeVisible();
    },
  },
  {
    name: 'scan-error',
    play: async (portolan) => {
      await portolan.fillIn('10.0.0.0/24, 10.0.0.300', '22,80,99999');
      await expect(portolan.field('Ports')).toHaveAttribute('aria-invalid', 'true');
    },
  },
  {
    name: 'scan-running',
    play: async (portolan) => {
      await portolan.start(TARGETS, '1-65535', 3);
      await expect(portolan.progress).toBeVisible();
      const part = async (): Promise<number> => Number(await portolan.progress.getAttribute('aria-valuenow'));
      await expect.poll(part, { intervals: [50], timeout: 60_000 }).toBeGreaterThan(0);
      // Some of every host's ports are known by then.
      await portolan.page.waitForTimeout(1_500);
    },
  },
  {
    name: 'scan-results',
    play: async (portolan) => {
      await portolan.waitForEnd();
      await expect(portolan.portRow(8_443).first()).toBeVisible();
    },
  },
  {
    name: 'port-panel',
    play: async (portolan) => {
      await portolan.portRow(8_443).first().click();
      await expect(portolan.page.getByRole('img', { name: 'Handshake' })).toBeVisible();
    },
  },
  {
    name: 'history',
    play: async (portolan, hosts) => {
      await hosts.change();
      await portolan.page.keyboard.press('Escape');
      await portolan.scan(TARGETS, '1-65535', 3);
      await portolan.open('History');
      await expect(portolan.rows('Runs', '127.0.10')).toHaveCount(2);
    },
  },
  {
    name: 'compare',
    play: async (portolan) => {
      await portolan.open('Compare');
      await expect(portolan.table('Changes')).toBeVisible();
    },
  },
  {
    name: 'settings',
    play: async (portolan) => {
      await portolan.open('Settings');
      await expect(portolan.page.getByRole('main')).toBeVisible();
    },
  },
];
