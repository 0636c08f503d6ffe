import { expect, it } from 'vitest';
import { RoundTripGauge } from '../../../src-main/app/round-trip-gauge.ts';

it('tells the median since it was asked last, of what was measured', () => {
  const gauge = new RoundTripGauge();
  expect(gauge.take()).toBeNull();
  gauge.add(Float32Array.of(Number.NaN, 40, 0.1234567));
  gauge.add(Float32Array.of(9));
  expect(gauge.take()).toBe(9);
  gauge.add(Float32Array.of(Number.NaN));
  expect(gauge.take()).toBeNull();
  gauge.add(Float32Array.of(0.1234567));
  expect(gauge.take()).toBe(0.123);
});

it('keeps the newest of many', () => {
  const gauge = new RoundTripGauge();
  gauge.add(new Float32Array(10_000).fill(5));
  gauge.add(new Float32Array(256).fill(80));
  expect(gauge.take()).toBe(80);
});
