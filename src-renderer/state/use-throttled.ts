import { useEffect, useRef, useState } from 'react';

/**
 * A value that changes at most once in `everyMs`: the newest always arrives. For charts and figures that no one could
 * read faster, and that cost more to draw than to compute.
 */
export function useThrottled<T>(value: T, everyMs: number): T {
  const [shown, setShown] = useState(value);
  const newest = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  useEffect(() => {
    newest.current = value;
    timer.current ??= setTimeout(() => {
      timer.current = null;
      setShown(() => newest.current);
    }, everyMs);
  }, [value, everyMs]);

  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );
  return shown;
}
