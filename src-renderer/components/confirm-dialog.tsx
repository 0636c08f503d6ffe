import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import './confirm-dialog.css';

export interface ConfirmDialogProps {
  opened: boolean;
  title: string;
  children: ReactNode;
  /** The verb of what will happen: "I am authorised", "Delete". */
  confirmLabel: string;
  cancelLabel?: string;
  onConfirm: () => void;
  onCancel: () => void;
}

/** One question before something that a person must mean. Escape and a click outside cancel. */
export function ConfirmDialog({
  opened,
  title,
  children,
  confirmLabel,
  cancelLabel = 'Cancel',
  onConfirm,
  onCancel,
}: ConfirmDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onCancel}
      title={title}
      centered
      size={480}
      withCloseButton={false}
      // The window never scrolls, and locking it would write a style element that the content policy forbids.
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      classNames={{
        overlay: 'confirm-overlay',
        content: 'confirm-content',
        header: 'confirm-header',
        title: 'confirm-title',
        body: 'confirm-body',
      }}
    >
      <div className="confirm-text">{children}</div>
      <div className="confirm-actions">
        <Button variant="default" onClick={onCancel} data-autofocus>
          {cancelLabel}
        </Button>
        <Button onClick={onConfirm}>{confirmLabel}</Button>
      </div>
    </Modal>
  );
}
