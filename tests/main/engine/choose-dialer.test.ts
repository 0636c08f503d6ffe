/** Which dialer is used, and what is said of it; the check itself on this very system. */
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { pickDialer } from '../../../src-main/app/pick-dialer.ts';
import { chooseDialer, decideDialer, type DialerChoice } from '../../../src-main/engine/choose-dialer.ts';
import { testEpollDialer } from '../../../src-main/engine/dialers/epoll-self-test.ts';
import { runChild } from '../../helpers/child.ts';
import { inRepository } from '../../helpers/repository.ts';
import { createTempFolder } from '../../helpers/temp-folder.ts';
import { createFakeEngine } from '../app/fake-engine.ts';

const works = async (): Promise<null> => null;
const fails = async (): Promise<string> => 'The C library cannot be reached: no koffi.';

describe('the rule', () => {
  it.each([
    ['linux', 'x64', works, 'epoll', false],
    ['linux', 'arm64', works, 'epoll', false],
    ['linux', 'x64', fails, 'portable', true],
    ['linux', 'riscv64', works, 'portable', false],
    ['darwin', 'arm64', works, 'portable', false],
    ['win32', 'x64', works, 'portable', false],
  ] as const)('%s on %s', async (platform, arch, check, name, isFallback) => {
    const choice = await decideDialer(platform, arch, check);
    expect(choice).toMatchObject({ name, isFallback });
    expect(choice.why).toMatch(/^[A-Z].+\.$/u);
  });

  it('does not even try where it is known not to work', async () => {
    await decideDialer('darwin', 'arm64', () => Promise.reject(new Error('tried')));
  });
});

describe('a scan', () => {
  const engine = (choice: DialerChoice): ReturnType<typeof createFakeEngine> => ({
    ...createFakeEngine(),
    dialer: async () => choice,
  });
  const best = engine({ name: 'epoll', why: 'It works.', isFallback: false });
  const fallback = engine({ name: 'portable', why: 'No koffi.', isFallback: true });
  const elsewhere = engine({ name: 'portable', why: 'This is a Mac.', isFallback: false });

  it('takes the best there is, with one warning where that should have been better', async () => {
    expect(await pickDialer('auto', best)).toEqual({ name: 'epoll' });
    expect(await pickDialer('auto', elsewhere)).toEqual({ name: 'portable' });
    expect(await pickDialer('auto', fallback)).toEqual({
      name: 'portable',
      warning: { code: 'dialer-fallback', message: expect.stringMatching(/^No koffi\..+\.$/u) },
    });
  });

  it('takes what was asked for, or says why it cannot', async () => {
    expect(await pickDialer('portable', best)).toEqual({ name: 'portable' });
    expect(await pickDialer('epoll', best)).toEqual({ name: 'epoll' });
    for (const without of [fallback, elsewhere]) {
      await expect(pickDialer('epoll', without)).rejects.toMatchObject({ code: 'invalid-input' });
    }
  });
});

describe.skipIf(process.platform !== 'linux')('on Linux', () => {
  it('the self-test passes', async () => {
    expect(await chooseDialer()).toMatchObject({ name: 'epoll', isFallback: false });
  });

  it('the self-test does not take a process that stood still for a dialer that says nothing', async () => {
    // Then timers have their turn before anything that is done in this one.
    await new Promise(setImmediate);
    const answer = testEpollDialer();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 4_000);
    expect(await answer).toBeNull();
  });

  it('a program that does not find koffi scans all the same, with one warning', async () => {
    const folder = await createTempFolder();
    try {
      // Outside the checkout there is no node_modules to find it in.
      for (const part of ['cli', 'worker'])
        await cp(inRepository(`dist/${part}`), path.join(folder.path, 'dist', part), { recursive: true });
      const program = path.join(folder.path, 'dist/cli/portolan.js');
      const scan = (...more: string[]): ReturnType<typeof runChild> =>
        runChild(process.execPath, [program, 'scan', '127.0.0.1', '-p', '1', '--no-save', ...more]);
      const result = await scan('-oJ', '-');
      expect(result.code, result.stderr).toBe(0);
      const report = JSON.parse(result.stdout);
      expect(report.scanner.dialer).toBe('portable');
      expect(report.hosts[0].ports[0]).toMatchObject({ port: 1, state: 'closed', reason: 'conn-refused' });
      expect(report.warnings).toEqual([
        { code: 'dialer-fallback', message: expect.stringContaining('node:net') },
      ]);
      expect(await scan('--dialer', 'epoll')).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/^portolan scan: The epoll dialer does not work here: .+\n$/u),
      });
    } finally {
      await folder.dispose();
    }
  });
});
