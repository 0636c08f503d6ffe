/** What a test leaves running is found by its mark and ended, and nothing else is. */
import { randomUUID } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { endLeftovers, findLeftovers, RUN_MARK_VARIABLE } from '../../tools/leftovers.ts';

describe.skipIf(process.platform !== 'linux')('leftovers (found by /proc, so on Linux only)', () => {
  const sleeper = (mark: string): ReturnType<typeof spawn> =>
    spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log("up")'], {
      env: { ...process.env, [RUN_MARK_VARIABLE]: mark },
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
    });

  test('a process with the mark is ended, one with another mark lives', async () => {
    const [mark, other] = [randomUUID(), randomUUID()];
    const [marked, stranger] = [sleeper(mark), sleeper(other)];
    try {
      await Promise.all([marked, stranger].map((child) => once(child.stdout ?? child, 'data')));
      const ended = once(marked, 'exit');
      expect((await endLeftovers(mark, 0)).map(({ pid }) => pid)).toEqual([marked.pid]);
      await ended;
      expect(findLeftovers(mark)).toEqual([]);
      expect(findLeftovers(other).map(({ pid }) => pid)).toEqual([stranger.pid]);
    } finally {
      marked.kill('SIGKILL');
      stranger.kill('SIGKILL');
    }
  });

  test('no process has a mark that nobody was given', async () => {
    expect(await endLeftovers(randomUUID(), 0)).toEqual([]);
  });
});
