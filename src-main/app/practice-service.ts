/** Starts and stops the practice range: all of its ports or none. */
import { PortolanError } from '../../src-shared/contract/wire.ts';
import {
  PRACTICE_KINDS,
  type PracticeKind,
  type PracticeRange,
} from '../../src-shared/scan/practice-range.ts';
import { openPracticePort, type OpenPort } from './practice-listeners.ts';

export interface PracticeService {
  /** The range as it is now. */
  status(): PracticeRange;
  /** Opens the range, or tells of the one that is open. Throws PortolanError `unavailable` where no ports are free. */
  start(): Promise<PracticeRange>;
  stop(): Promise<void>;
}

/** Fixed, so that two practice runs can be compared; below what systems give to connections that go out. */
const FIRST_PORT = 24_301;
const BLOCK = 10;
/** Blocks that are tried one after the other: another Portolan may have the first. */
const BLOCKS = 30;

export function createPracticeService(platform: NodeJS.Platform = process.platform): PracticeService {
  const kinds = PRACTICE_KINDS.filter((kind) => kind !== 'swamped' || platform === 'linux');
  let range: PracticeRange = { ports: [] };
  let open: OpenPort[] = [];
  /** What was asked runs in the order of asking. */
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work);
    last = done.catch(() => {});
    return done;
  }

  async function openRange(): Promise<PracticeRange> {
    if (range.ports.length > 0) return range;
    for (let block = 0; block < BLOCKS; block++) {
      const first = FIRST_PORT + block * BLOCK;
      const opened = await openBlock(kinds, first);
      if (!opened) continue;
      open = opened;
      range = { ports: kinds.map((kind, index) => ({ kind, port: first + index })) };
      return range;
    }
    throw new PortolanError(
      'unavailable',
      `The practice range could not start: ports ${FIRST_PORT} to ${FIRST_PORT + BLOCKS * BLOCK - 1} of 127.0.0.1 are in use. Close what holds them and try again.`,
    );
  }

  return {
    status: () => range,
    start: () => inTurn(openRange),
    stop: () =>
      inTurn(async () => {
        const closing = open;
        open = [];
        range = { ports: [] };
        await Promise.all(closing.map((port) => port.close()));
      }),
  };
}

/** All ports of a block, or null where one of them is taken. */
async function openBlock(kinds: readonly PracticeKind[], first: number): Promise<OpenPort[] | null> {
  const results = await Promise.allSettled(kinds.map((kind, index) => openPracticePort(kind, first + index)));
  const opened = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  if (opened.length === kinds.length) return opened;
  await Promise.all(opened.map((port) => port.close()));
  return null;
}
