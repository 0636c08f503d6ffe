import { type RefObject, useEffect, useState } from 'react';
import { MAP_MARGIN } from '../../charts/port-map.tsx';
import { SIDE } from '../../charts/port-map-view.ts';

/** What stands beside the map at least, and under it, in px. */
const FACTS_WIDTH = 400;
const BELOW = 95;
const SMALLEST = 2;
const LARGEST = 4;

/** Px of the map's cells: as large as the room around the element allows, whole, 2 to 4. */
export function useMapCell(element: RefObject<HTMLElement | null>): number {
  const [cell, setCell] = useState(SMALLEST);
  useEffect(() => {
    const room = element.current?.parentElement;
    if (!room) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const { width, height } = entry.contentRect;
      const across = width - FACTS_WIDTH - MAP_MARGIN.left - MAP_MARGIN.right;
      const down = height - BELOW - MAP_MARGIN.top - MAP_MARGIN.bottom;
      // A taller plan grows with the map: 8 rows of 128 ports.
      const fits = Math.floor(Math.min(across, down / (1 + 8 / 128)) / SIDE);
      setCell(Math.min(LARGEST, Math.max(SMALLEST, fits)));
    });
    observer.observe(room);
    return () => observer.disconnect();
  }, [element]);
  return cell;
}
