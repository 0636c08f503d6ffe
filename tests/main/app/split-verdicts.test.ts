import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitVerdicts, type HostVerdicts } from '../../../src-main/app/split-verdicts.ts';
import { MAX_MESSAGE_LENGTH } from '../../../src-shared/contract/wire.ts';

/** A greeting's text is at most four characters a byte of 1 KiB; the longest JSON has the most backslashes. */
const WORST_BANNER = '\\x00'.repeat(1_024);

function hostOf(address: string, ports: number, banner: string | undefined): HostVerdicts {
  return {
    address,
    open: Array.from({ length: ports }, (_, port) => ({
      port,
      protocol: 'tcp',
      state: 'open',
      reason: 'syn-ack',
      service: 'a-service-of-ordinary-length',
      rttMs: 1.234567,
      attempts: 1,
      confidence: 1,
      ...(banner === undefined ? {} : { banner }),
    })),
    tally: [
      { state: 'open', reason: 'syn-ack', count: ports },
      { state: 'closed', reason: 'reset', count: 7 },
    ],
  };
}

const news = fc.array(
  fc.record({
    ports: fc.oneof(fc.nat(20), fc.nat(5_000)),
    banner: fc.constantFrom(undefined, 'hi', '\\\\'.repeat(1_024), WORST_BANNER),
  }),
  { maxLength: 12 },
);

it('news of any size become events that each fit a message by far, in order, every tally once', () => {
  fc.assert(
    fc.property(news, (drafts) => {
      const hosts = drafts.map(({ ports, banner }, index) => hostOf(`10.0.0.${index}`, ports, banner));
      const events = [...splitVerdicts(hosts)];
      for (const event of events) {
        expect(event.length).toBeGreaterThan(0);
        expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(MAX_MESSAGE_LENGTH / 2);
      }
      const parts = events.flat();
      expect([...new Set(parts.map(({ address }) => address))]).toEqual(hosts.map(({ address }) => address));
      for (const host of hosts) {
        const ofHost = parts.filter(({ address }) => address === host.address);
        expect(ofHost.flatMap(({ open }) => open)).toEqual(host.open);
        expect(ofHost.flatMap(({ tally }) => tally)).toEqual(host.tally);
        expect(ofHost[0]?.tally).toEqual(host.tally);
      }
    }),
    { numRuns: 40 },
  );
});

it('a few hosts stay one event', () => {
  const hosts = [hostOf('10.0.0.1', 20, 'SSH-2.0-x'), hostOf('10.0.0.2', 0, undefined)];
  expect([...splitVerdicts(hosts)]).toEqual([hosts]);
  expect([...splitVerdicts([])]).toEqual([]);
});
