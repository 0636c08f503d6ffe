import { type ReactNode, useId } from 'react';
import './panel.css';

export interface PanelProps {
  title: string;
  /** Small text at the right of the title. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A titled part of a screen: no box, its neighbours draw the line between. */
export function Panel({ title, aside, children }: PanelProps) {
  const heading = useId();
  return (
    <section className="panel" aria-labelledby={heading}>
      <header className="panel-head">
        <h2 id={heading}>{title}</h2>
        {aside === undefined ? null : <div className="panel-aside">{aside}</div>}
      </header>
      {children}
    </section>
  );
}
