/** Hosts as codes of all their ports: made by hand, and of any shape. */
import fc from 'fast-check';
import { ALL_PORTS, codeOfVerdict, NO_VERDICT, NOT_ASKED } from '../../src-shared/scan/port-codes.ts';
import { REASONS, type Reason } from '../../src-shared/scan/port-state.ts';

type Span = readonly [from: number, to: number, reason: Reason | 'pending' | 'not-asked'];

/** Later spans stand over earlier ones; the rest was not asked. */
export function codesOf(spans: readonly Span[]): Uint8Array {
  const codes = new Uint8Array(ALL_PORTS);
  for (const [from, to, reason] of spans) {
    const code =
      reason === 'pending' ? NO_VERDICT : reason === 'not-asked' ? NOT_ASKED : codeOfVerdict(reason);
    codes.fill(code, from, to + 1);
  }
  return codes;
}

const span: fc.Arbitrary<Span> = fc
  .tuple(
    fc.nat(65_535),
    fc.oneof(fc.constant(0), fc.nat(40), fc.nat(65_535)),
    fc.oneof(
      fc.constantFrom(...REASONS),
      fc.constantFrom('reset' as const, 'no-response' as const, 'syn-ack' as const),
      fc.constantFrom('pending' as const, 'not-asked' as const),
    ),
  )
  .map(([from, length, reason]) => [from, Math.min(65_535, from + length), reason]);

/** Any host, for {@link codesOf}: areas, islands, lone ports, of many shapes and sizes; nothing asked, too. */
export const portSpans: fc.Arbitrary<Span[]> = fc.array(span, { maxLength: 40 });
