import { type RefObject, useState } from 'react';
import type { PictureKind } from '../../src-shared/contract/portolan-contract.ts';
import { PictureMenu } from '../components/picture-menu.tsx';
import { useAppStore } from '../state/use-app-state.tsx';

export interface PictureButtonProps {
  /** What is exported: it and all in it, as it looks at that moment, but for what carries `data-picture="none"`. */
  readonly target: RefObject<Element | null>;
  /** As it follows "Export": "the port maps". */
  readonly what: string;
  /** The file's name without its ending; what no file can be called is replaced. */
  readonly name: string;
  /** One sentence in the file for those who do not see the picture. */
  readonly title: string;
}

/**
 * Exports any part of a screen as SVG or PNG: give it a ref to the chart, or to the panel with its title and legend. HTML,
 * SVG (recharts, too) and canvases are read from the page, so a chart needs nothing of its own; see
 * `pictures/read-picture.ts` for what is not seen. A canvas becomes shapes instead of pixels where it draws through a
 * `Pen`: give `usePainter` the drawing as its third argument.
 */
export function PictureButton({ target, what, name, title }: PictureButtonProps) {
  const store = useAppStore();
  const [busy, setBusy] = useState(false);
  const onPick = async (kind: PictureKind) => {
    if (!target.current) return;
    setBusy(true);
    try {
      const { pictureText } = await import('../pictures/picture-file.ts');
      const text = await pictureText(target.current, title, kind);
      await store.getState().exportPicture({ kind, name, text });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      store.getState().notify({ tone: 'error', message: `Nothing was exported. ${why}` });
    } finally {
      setBusy(false);
    }
  };
  return <PictureMenu what={what} busy={busy} onPick={(kind) => void onPick(kind)} />;
}
