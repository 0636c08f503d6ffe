/**
 * Whether a try is a port's last is decided when it is sent, for only the last waits long enough to be believed. Answers
 * that arrive meanwhile make silence look surer; they must not make a short wait count as a long one.
 */
import { expect, test } from 'vitest';
import { failed, planOf, REFUSED, reply, ScriptedNetwork, verdictsOf, listOf } from './scripted-network.ts';

const KERNEL_SAYS_AFTER_MS = 1_020;

test.each([40, 100, 200, 400])(
  '%i ports, a third of them refused only at the kernel’s second SYN',
  async (count) => {
    // As IPv6 on loopback does it. The others answer one after another, so the estimate of loss falls all the while.
    const network = new ScriptedNetwork(
      ({ port }) =>
        port % 3 === 0
          ? reply(failed('EACCES', false), KERNEL_SAYS_AFTER_MS)
          : reply(REFUSED, 5 + ((port * 7) % count) * 2),
      { minTimeoutMs: 0, finalTimeoutMs: () => 1_250, countsOwnQueue: true },
    );
    const ports = Uint16Array.from({ length: count }, (_, index) => index + 1);
    const events = await network.collect(network.scan(planOf({ addresses: listOf(['fd66::1']), ports })));

    const wrong = [...verdictsOf(events)].filter(([, { reason }]) => reason === 'no-response');
    expect(wrong).toEqual([]);
  },
);
