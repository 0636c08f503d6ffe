import type { ReactNode } from 'react';
import { Rose } from './rose.tsx';
import './empty-state.css';

export interface EmptyStateProps {
  title: string;
  /** What this place is for, in a sentence. */
  children: ReactNode;
  /** Buttons: the way on. */
  actions?: ReactNode;
  /** `page`: fills the screen, with the rose; `inline`: a few lines inside a table or panel. */
  size?: 'page' | 'inline';
}

/** Nothing is here yet, and what to do about it. */
export function EmptyState({ title, children, actions, size = 'page' }: EmptyStateProps) {
  const text = (
    <div className="empty-state-text">
      {size === 'page' ? <h2>{title}</h2> : <strong>{title}</strong>}
      <div className="empty-state-body">{children}</div>
      {actions === undefined ? null : <div className="empty-state-actions">{actions}</div>}
    </div>
  );
  if (size === 'inline') return <div className="empty-state-inline">{text}</div>;
  return (
    <div className="empty-state">
      <div className="empty-state-rose">
        <Rose size={232} lines={720} />
      </div>
      {text}
    </div>
  );
}
