import { Pencil } from 'lucide-react';
import { useRef, useState } from 'react';
import { useAppStore } from '../../state/use-app-state.tsx';

interface SeriesTitleProps {
  seriesId: string;
  title: string;
  canRename: boolean;
}

const MAX_NAME = 120;

/** The series' name, changed in place: Enter keeps, Escape leaves it; an empty one gives back the targets. */
export function SeriesTitle({ seriesId, title, canRename }: SeriesTitleProps) {
  const store = useAppStore();
  const [typed, setTyped] = useState<string | null>(null);
  const done = useRef(false);
  const keep = (name: string) => {
    if (done.current) return;
    done.current = true;
    setTyped(null);
    if (name.trim() !== title) void store.getState().renameSeries(seriesId, name);
  };
  if (typed !== null) {
    return (
      <>
        <h1 className="visually-hidden">{title}</h1>
        <input
          className="series-title-field"
          aria-label="Name of the series"
          value={typed}
          maxLength={MAX_NAME}
          autoFocus
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={() => keep(typed)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') keep(typed);
            if (event.key !== 'Escape') return;
            done.current = true;
            setTyped(null);
          }}
        />
      </>
    );
  }
  return (
    <div className="series-title">
      <h1 title={title}>{title}</h1>
      {canRename ? (
        <button
          type="button"
          aria-label="Rename the series"
          title="Rename"
          onClick={() => {
            done.current = false;
            setTyped(title);
          }}
        >
          <Pencil size={13} aria-hidden />
        </button>
      ) : null}
    </div>
  );
}
