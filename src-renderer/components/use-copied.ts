import { useEffect, useState } from 'react';
import { copyText } from './copy-text.ts';

/** So long a button says that it has copied. */
const SHOWN_MS = 1_500;

/** Copies a text, and whether that was just done. */
export function useCopied(): [copied: boolean, copy: (text: string) => void] {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return [copied, (text) => void copyText(text).then(setCopied)];
}
