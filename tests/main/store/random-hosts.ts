/** Hosts as scans and strangers' reports may leave them, for properties of the store. */
import * as fc from 'fast-check';
import type { FinishedHost } from '../../../src-main/store/run-record.ts';
import {
  HOST_STATUSES,
  hostReasonSchema,
  REASONS,
  stateOfReason,
} from '../../../src-shared/scan/port-state.ts';
import type { ExtraPorts, PortReport } from '../../../src-shared/scan/scan-report.ts';

const milliseconds = fc.option(
  fc.oneof(
    fc.integer({ min: 0, max: 9_999_999 }).map((microseconds) => microseconds / 1_000),
    fc.float({ min: 0, noNaN: true, noDefaultInfinity: true }),
    fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
  ),
);
const confidence = fc.option(
  fc.oneof(fc.constantFrom(0, 1, 0.9, 0.99), fc.double({ min: 0, max: 1, noNaN: true })),
);
const text = fc.oneof(
  fc.constantFrom('', 'ssh', 'router.example'),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

const port: fc.Arbitrary<PortReport> = fc
  .record({
    port: fc.integer({ min: 0, max: 65_535 }),
    reason: fc.constantFrom(...REASONS),
    service: fc.option(text),
    rttMs: milliseconds,
    attempts: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 1_000_000 })),
    confidence,
    banner: fc.option(text, { nil: undefined }),
  })
  .map(({ port: number, reason, service, rttMs, attempts, confidence: sure, banner }) => ({
    port: number,
    protocol: 'tcp',
    state: stateOfReason(reason),
    reason,
    service,
    rttMs,
    attempts,
    confidence: sure,
    ...(banner === undefined ? {} : { banner }),
  }));

const run: fc.Arbitrary<ExtraPorts> = fc
  .record(
    {
      reason: fc.constantFrom(...REASONS),
      count: fc.integer({ min: 1, max: 65_536 }),
      ports: fc.constantFrom('1-100', '1-21,23-79', '7'),
      attempts: fc.nat(20),
      confidence,
    },
    { requiredKeys: ['reason', 'count', 'ports'] },
  )
  .map((each) => ({ state: stateOfReason(each.reason), ...each }));

/** Some hundred at most, by position, with gaps; hosts that say the same are likely. */
export const finishedHosts: fc.Arbitrary<FinishedHost[]> = fc
  .uniqueArray(
    fc.record({
      position: fc.oneof(fc.nat(40), fc.nat(2_000)),
      names: fc.array(text, { maxLength: 2 }),
      status: fc.constantFrom(...HOST_STATUSES),
      reason: fc.constantFrom(...hostReasonSchema.options),
      srttMs: milliseconds,
      ports: fc.uniqueArray(port, { selector: (each) => each.port, maxLength: 4 }),
      extraports: fc.array(run, { maxLength: 2 }),
    }),
    { selector: ({ position }) => position, maxLength: 60 },
  )
  .map((hosts) =>
    hosts
      .map((host) => ({
        ...host,
        address: host.position % 3 === 0 ? `fd66::${host.position.toString(16)}` : `10.0.0.${host.position}`,
        ports: host.ports.toSorted((a, b) => a.port - b.port),
      }))
      .sort((a, b) => a.position - b.position),
  );
