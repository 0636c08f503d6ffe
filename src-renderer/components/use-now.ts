import { useEffect, useState } from 'react';

const MINUTE_MS = 60_000;

/** The present, to the minute: for words like "Today" that must not grow stale in a window left open. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
