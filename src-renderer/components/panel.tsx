import { type ReactNode, type Ref, useId } from 'react';
import './panel.css';

export interface PanelProps {
  title: ReactNode;
  /** Its name where the title is no text. */
  label?: string;
  /** Small text at the right of the title. */
  aside?: ReactNode;
  /** Small buttons after it. */
  tools?: ReactNode;
  ref?: Ref<HTMLElement>;
  children: ReactNode;
}

/** A titled part of a screen: no box, its neighbours draw the line between. */
export function Panel({ title, label, aside, tools, ref, children }: PanelProps) {
  const heading = useId();
  return (
    <section
      ref={ref}
      className="panel"
      {...(label === undefined ? { 'aria-labelledby': heading } : { 'aria-label': label })}
    >
      <header className="panel-head">
        <h2 id={heading}>{title}</h2>
        {aside === undefined ? null : <div className="panel-aside">{aside}</div>}
        {tools === undefined ? null : <div className="panel-tools">{tools}</div>}
      </header>
      {children}
    </section>
  );
}
