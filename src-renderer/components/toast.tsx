import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import './toast.css';

export interface ToastProps {
  children: ReactNode;
  /** The one thing to do about it: "Undo". */
  action?: { label: string; icon?: ReactNode; onAct: () => void };
  onClose: () => void;
}

/** A short word about what just happened, at the foot of the content. It stays until closed by its owner or a person. */
export function Toast({ children, action, onClose }: ToastProps) {
  return (
    <div className="toast" role="status">
      <span className="toast-text">{children}</span>
      {action === undefined ? null : (
        <button type="button" className="toast-action" onClick={action.onAct}>
          {action.icon}
          {action.label}
        </button>
      )}
      <button type="button" className="toast-close" aria-label="Dismiss" onClick={onClose}>
        <X size={13} aria-hidden />
      </button>
    </div>
  );
}
