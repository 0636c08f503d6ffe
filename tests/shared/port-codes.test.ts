import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ALL_PORTS,
  codeOfVerdict,
  decodePortCodes,
  encodePortCodes,
  NO_VERDICT,
  NOT_ASKED,
  reasonOfPort,
  stateOfPort,
} from '../../src-shared/scan/port-codes.ts';
import { REASONS, stateOfReason } from '../../src-shared/scan/port-state.ts';
import { codesOf, portSpans } from './sample-ports.ts';

describe('port codes', () => {
  it('come back from the wire as they were, whatever they are', () => {
    fc.assert(
      fc.property(portSpans, (spans) => {
        const codes = codesOf(spans);
        expect(decodePortCodes(encodePortCodes(codes))).toEqual(codes);
      }),
      { numRuns: 60 },
    );
  });

  it('take no more than a letter a port, and a few for a host with a rule', () => {
    const worst = Uint8Array.from({ length: ALL_PORTS }, (_, port) => port % 13);
    expect(encodePortCodes(worst)).toHaveLength(ALL_PORTS);
    const usual = codesOf([
      [1, 1_023, 'reset'],
      [1_024, 65_535, 'no-response'],
      [22, 22, 'syn-ack'],
    ]);
    expect(encodePortCodes(usual)).toBe('ad21cd1001f64512');
  });

  it('are refused where they are not 65,536 ports, or not codes', () => {
    for (const wrong of [
      '',
      'a65535',
      'a65537',
      'a65536b',
      'z65536',
      'a065536',
      'A65536',
      'a-1',
      'a99999a',
    ]) {
      expect(() => decodePortCodes(wrong), wrong).toThrow(RangeError);
    }
    expect(() => encodePortCodes(Uint8Array.of(13))).toThrow(RangeError);
  });

  it('tell every state, and never one for another', () => {
    expect(stateOfPort(NOT_ASKED)).toBe('not-scanned');
    expect(stateOfPort(NO_VERDICT)).toBe('unknown');
    for (const reason of REASONS) {
      expect(reasonOfPort(codeOfVerdict(reason))).toBe(reason);
      expect(stateOfPort(codeOfVerdict(reason))).toBe(stateOfReason(reason));
    }
  });
});
