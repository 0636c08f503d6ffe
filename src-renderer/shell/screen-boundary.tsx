import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { ErrorState } from '../components/error-state.tsx';

interface ScreenBoundaryProps {
  readonly children: ReactNode;
}

/** Keeps the rest of the window alive where one screen cannot be drawn. A class, because React has no other way. */
export class ScreenBoundary extends Component<ScreenBoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <ErrorState
        title="This screen cannot be drawn"
        actions={<Button onClick={() => location.reload()}>Load the window anew</Button>}
      >
        <p>Something is wrong inside Portolan. Running scans go on, and everything kept is still there.</p>
      </ErrorState>
    );
  }
}
