/** Numbers of a verdict in words. */

/** "0.31 ms", "12 ms", "1.2 s"; "" for null. */
export function describeMs(ms: number | null): string {
  if (ms === null) return '';
  if (ms >= 1_000) return `${Number((ms / 1_000).toPrecision(2))} s`;
  return `${ms >= 10 ? Math.round(ms) : Number(ms.toPrecision(2))} ms`;
}

/** "3 tries", "1 try"; 0 where another scanner found it and did not tell. */
export function describeTries(attempts: number): string {
  if (attempts === 0) return 'an unknown number of tries';
  return attempts === 1 ? '1 try' : `${attempts} tries`;
}

/** How sure a silent verdict is against packet loss: "99.99 % sure". */
export function describeConfidence(confidence: number | null): string {
  if (confidence === null) return 'cannot be known';
  const doubt = 1 - confidence;
  if (doubt <= 1e-9) return 'as good as certain';
  // Enough digits to show the doubt, cut rather than rounded: 99.996 % must not read as 100 %.
  const scale = 10 ** Math.max(0, Math.ceil(-Math.log10(doubt) - 1e-6) - 2);
  return `${Math.floor(confidence * 100 * scale + 1e-6) / scale} % sure`;
}

/** The chance that a silent verdict is only bad luck: "1 chance in 15 million". */
export function describeChance(confidence: number): string {
  const oneIn = 1 / (1 - confidence);
  if (!Number.isFinite(oneIn) || oneIn > 1e9) return 'less than 1 chance in a billion';
  if (oneIn >= 999_500) return `1 chance in ${roundTo2(oneIn / 1e6)} million`;
  return `1 chance in ${roundTo2(oneIn).toLocaleString('en-US')}`;
}

function roundTo2(value: number): number {
  return Number(value.toPrecision(2));
}
