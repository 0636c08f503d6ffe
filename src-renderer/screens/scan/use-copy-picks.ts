import { useCallback } from 'react';
import { copyText } from '../../components/copy-text.ts';
import { formatPlural } from '../../components/format.ts';
import { useAppState } from '../../state/use-app-state.tsx';

/** Copies the selected rows and says so. */
export function useCopyPicks(scanId: string): (format: 'text' | 'csv') => void {
  const textOfPicks = useAppState((state) => state.textOfPicks);
  const notify = useAppState((state) => state.notify);
  return useCallback(
    (format) => {
      const copy = async () => {
        const picked = await textOfPicks(scanId, format);
        if (picked === null) return;
        if (await copyText(picked.text))
          notify({ tone: 'info', message: `${formatPlural(picked.rows, 'row')} copied.` });
        else notify({ tone: 'error', message: 'The clipboard refused the rows: use Export instead.' });
      };
      void copy();
    },
    [textOfPicks, notify, scanId],
  );
}
