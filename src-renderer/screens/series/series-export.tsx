import { Button, Menu } from '@mantine/core';
import { Download } from 'lucide-react';
import { useState } from 'react';
import type { PictureKind } from '../../../src-shared/contract/portolan-contract.ts';
import { useAppStore } from '../../state/use-app-state.tsx';

/** Where the pictures stand on the page. */
export const PICTURE_IDS = {
  all: 'series-picture-all',
  area: 'series-picture-area',
  strips: 'series-picture-strips',
} as const;
type PictureName = keyof typeof PICTURE_IDS;

const PICTURES: readonly (readonly [name: PictureName, label: string])[] = [
  ['all', 'All pictures'],
  ['area', 'Area over time'],
  ['strips', 'Strips'],
];
const KINDS: readonly (readonly [kind: PictureKind, label: string])[] = [
  ['svg', 'SVG, to scale and edit'],
  ['png', 'PNG, at twice its size'],
];

interface SeriesExportProps {
  /** The series' name, for the file's. */
  readonly title: string;
  readonly disabled: boolean;
}

/** The pictures as files, as they look at that moment. */
export function SeriesExport({ title, disabled }: SeriesExportProps) {
  const store = useAppStore();
  const [busy, setBusy] = useState(false);
  const save = async (name: PictureName, label: string, kind: PictureKind) => {
    const { filter } = store.getState().series;
    const what = filter.trim() === '' || name === 'area' ? label : `${label} with “${filter.trim()}”`;
    const element = document.getElementById(PICTURE_IDS[name]);
    if (!element) return;
    setBusy(true);
    element.dataset['exporting'] = '';
    try {
      const { pictureText } = await import('../../pictures/picture-file.ts');
      const text = await pictureText(element, `${title}: ${what.toLowerCase()}`, kind);
      await store.getState().exportPicture({ kind, name: `${title.slice(0, 80)}-${name}`, text });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      store.getState().notify({ tone: 'error', message: `Nothing was exported. ${why}` });
    } finally {
      delete element.dataset['exporting'];
      setBusy(false);
    }
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<Download size={13} aria-hidden />}
          loading={busy}
          disabled={disabled}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {PICTURES.map(([name, label]) => (
          <div key={name} role="group" aria-label={label}>
            <Menu.Label>{label}</Menu.Label>
            {KINDS.map(([kind, word]) => (
              <Menu.Item key={kind} onClick={() => void save(name, label, kind)}>
                {word}
              </Menu.Item>
            ))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
