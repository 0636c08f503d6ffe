import { ActionIcon, Menu } from '@mantine/core';
import { Image, ImageDown, Shapes } from 'lucide-react';
import type { PictureKind } from '../../src-shared/contract/portolan-contract.ts';

export interface PictureMenuProps {
  /** What is exported, as it follows "Export": "the port maps". */
  readonly what: string;
  readonly busy?: boolean;
  readonly onPick: (kind: PictureKind) => void;
}

/** The small button beside a chart that makes a file of it. It is no part of the picture itself. */
export function PictureMenu({ what, busy = false, onPick }: PictureMenuProps) {
  return (
    <div className="picture-menu" data-picture="none">
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            size={22}
            loading={busy}
            aria-label={`Export ${what} as a picture`}
            title="Export as a picture"
          >
            <ImageDown size={14} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown aria-label={`Export ${what} as a picture`}>
          <Menu.Item leftSection={<Shapes size={14} aria-hidden />} onClick={() => onPick('svg')}>
            SVG, to scale and edit
          </Menu.Item>
          <Menu.Item leftSection={<Image size={14} aria-hidden />} onClick={() => onPick('png')}>
            PNG, at twice its size
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
