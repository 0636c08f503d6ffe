import { ActionIcon } from '@mantine/core';
import { Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import { ZOOMS } from './port-map-view.ts';

interface ZoomButtonsProps {
  readonly zoom: number;
  readonly onIn: () => void;
  readonly onOut: () => void;
  readonly onWhole: () => void;
}

/** The way to a closer look for those who have no wheel, and the sign that there is one. */
export function ZoomButtons({ zoom, onIn, onOut, onWhole }: ZoomButtonsProps) {
  return (
    <div className="zoom-buttons" role="group" aria-label="Zoom of the map">
      <span>{zoom === 1 ? '' : `${zoom} ×`}</span>
      <ActionIcon size={22} aria-label="Zoom out" title="Zoom out (-)" disabled={zoom === 1} onClick={onOut}>
        <ZoomOut size={13} aria-hidden />
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
      <ActionIcon
        size={22}
        aria-label="Zoom in"
        title="Zoom in (+, or the wheel)"
        disabled={zoom === ZOOMS.at(-1)}
        onClick={onIn}
      >
        <ZoomIn size={13} aria-hidden />
      </ActionIcon>
    </div>
  );
}
