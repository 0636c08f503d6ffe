import type { ReactNode } from 'react';
import './stats.css';

/** A row of figures, each under its name. */
export function Stats({ children }: { children: ReactNode }) {
  return <dl className="stats">{children}</dl>;
}

export function Stat({
  name,
  wideOnly = false,
  children,
}: {
  name: ReactNode;
  wideOnly?: boolean;
  children: ReactNode;
}) {
  return (
    <div data-wide={wideOnly || undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
