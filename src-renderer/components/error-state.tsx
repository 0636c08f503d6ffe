import type { ReactNode } from 'react';
import './error-state.css';

export interface ErrorStateProps {
  title: string;
  /** What happened and what is kept, in a sentence or two. */
  children: ReactNode;
  /** Buttons: the ways on. */
  actions?: ReactNode;
}

/** Something went wrong: announced at once, with the ways on. */
export function ErrorState({ title, children, actions }: ErrorStateProps) {
  return (
    <section className="error-state" role="alert">
      <h2>
        <i aria-hidden />
        {title}
      </h2>
      <div className="error-state-body">{children}</div>
      {actions === undefined ? null : <div className="error-state-actions">{actions}</div>}
    </section>
  );
}
