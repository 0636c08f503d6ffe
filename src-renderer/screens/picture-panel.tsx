import { useRef } from 'react';
import { Panel, type PanelProps } from '../components/panel.tsx';
import { PictureButton } from './picture-button.tsx';

export interface PicturePanelProps extends Omit<PanelProps, 'title' | 'tools' | 'ref'> {
  readonly title: string;
  /** The name of an exported file, without its ending. */
  readonly name: string;
}

/** A panel that can be exported as a picture, with its title and all that stands in it. */
export function PicturePanel({ name, ...panel }: PicturePanelProps) {
  const target = useRef<HTMLElement>(null);
  return (
    <Panel
      {...panel}
      ref={target}
      tools={<PictureButton target={target} what={panel.title} name={name} title={panel.title} />}
    />
  );
}
