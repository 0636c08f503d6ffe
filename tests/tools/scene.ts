/** One picture of the window, and how it is brought about. */
import type { Portolan } from '../browser/portolan-page.ts';
import type { SceneHosts } from './screenshot-hosts.ts';

/** 1440 x 900, 1024 x 640, 2560 x 1440. */
export type SceneSize = 'normal' | 'small' | 'large';

export interface Scene {
  /** The picture's file name begins with it. */
  readonly name: string;
  /** Absent: normal and small. In other sizes the scene is played without a picture. */
  readonly sizes?: readonly SceneSize[];
  /** The mouse stays where the scene put it. */
  readonly pointed?: boolean;
  /** Brings the window into the state to be shown. */
  play(portolan: Portolan, hosts: SceneHosts): Promise<void>;
}

export const EVERY_SIZE: readonly SceneSize[] = ['normal', 'small', 'large'];
