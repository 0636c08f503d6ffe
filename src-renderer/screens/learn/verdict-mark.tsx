import { Check, X } from 'lucide-react';

/** A tick or a cross with its word; nothing for neither. */
export function VerdictMark({ verdict }: { verdict: 'right' | 'wrong' | undefined }) {
  if (verdict === 'right') return <Check size={15} role="img" aria-label="right" />;
  return verdict === 'wrong' ? <X size={15} role="img" aria-label="wrong" /> : null;
}
