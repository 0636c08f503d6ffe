import { ActionIcon } from '@mantine/core';
import { Maximize, Minus, Plus } from 'lucide-react';
import { ZOOMS } from './port-map-view.ts';

interface ZoomButtonsProps {
  /** Px below the box they lie in; absent: in a row with others. */
  readonly top?: number;
  readonly zoom: number;
  readonly onIn: () => void;
  readonly onOut: () => void;
  readonly onWhole: () => void;
}

/** The way to a closer look for those who have no wheel, and the sign that there is one. */
export function ZoomButtons({ top, zoom, onIn, onOut, onWhole }: ZoomButtonsProps) {
  return (
    <div
      className="zoom-buttons"
      role="group"
      aria-label="Zoom of the map"
      data-picture="none"
      data-row={top === undefined}
      style={{ top }}
    >
      <ActionIcon
        size={22}
        aria-label="Zoom in"
        title="Zoom in (+, or the wheel)"
        disabled={zoom === ZOOMS.at(-1)}
        onClick={onIn}
      >
        <Plus size={13} aria-hidden />
      </ActionIcon>
      <ActionIcon size={22} aria-label="Zoom out" title="Zoom out (-)" disabled={zoom === 1} onClick={onOut}>
        <Minus size={13} aria-hidden />
      </ActionIcon>
      <ActionIcon
        size={22}
        aria-label="Show the whole map"
        title="Show the whole map (0)"
        disabled={zoom === 1}
        onClick={onWhole}
      >
        <Maximize size={12} aria-hidden />
      </ActionIcon>
      <span>{zoom === 1 ? '' : `${zoom} ×`}</span>
    </div>
  );
}
