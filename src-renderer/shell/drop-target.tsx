import { FileDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useAppState } from '../state/use-app-state.tsx';
import './drop-target.css';

/** Files may be dropped anywhere in the window: while one is dragged over it, it says what becomes of it. */
export function DropTarget() {
  const openFile = useAppState((state) => state.openFile);
  const notify = useAppState((state) => state.notify);
  const importing = useAppState((state) => state.importing);
  const [over, setOver] = useState(false);

  useEffect(() => {
    // Every element that is entered says so, and leaves after the next was entered.
    let depth = 0;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const settle = (to: number) => {
      depth = Math.max(0, to);
      setOver(depth > 0);
    };
    const enter = (event: DragEvent) => {
      if (hasFiles(event)) settle(depth + 1);
    };
    const leave = (event: DragEvent) => {
      if (hasFiles(event)) settle(depth - 1);
    };
    const drag = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      settle(0);
      if (event.defaultPrevented || !hasFiles(event)) return;
      // Otherwise the browser would leave the page for the file.
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      const [file] = files;
      if (files.length > 1) {
        notify({
          tone: 'error',
          message: 'Several files were dropped: drop one list or one report at a time.',
        });
      } else if (file) void openFile(file);
    };
    const stop = new AbortController();
    const { signal } = stop;
    window.addEventListener('dragenter', enter, { signal });
    window.addEventListener('dragleave', leave, { signal });
    window.addEventListener('dragover', drag, { signal });
    window.addEventListener('drop', drop, { signal });
    return () => stop.abort();
  }, [openFile, notify]);

  return (
    <div role="status">
      {over ? (
        <div className="drop-target">
          <FileDown size={28} strokeWidth={1.5} aria-hidden />
          <b>Drop a file here</b>
          <span>
            A list of targets goes into the form; a report (JSON, nmap&rsquo;s XML) opens and is kept in
            History; a YAML file says what should be open.
          </span>
        </div>
      ) : null}
      {importing === null ? null : <p className="drop-target-reading">Reading {importing} …</p>}
    </div>
  );
}
