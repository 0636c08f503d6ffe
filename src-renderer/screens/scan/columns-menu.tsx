import { ActionIcon, Menu } from '@mantine/core';
import { Columns3 } from 'lucide-react';
import { useAppState } from '../../state/use-app-state.tsx';
import { HIDEABLE_COLUMNS } from './result-columns.tsx';

/** Which columns the results have. `greeted`: the scan read what ports say first. */
export function ColumnsMenu({ greeted }: { greeted: boolean }) {
  const hidden = useAppState((state) => state.hiddenColumns);
  const toggleColumn = useAppState((state) => state.toggleColumn);
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <ActionIcon
          className="results-toolbar-columns"
          variant="default"
          size={26}
          aria-label="Columns"
          title="Columns"
        >
          <Columns3 size={14} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {HIDEABLE_COLUMNS.filter(({ key }) => key !== 'banner' || greeted).map(({ key, title }) => (
          <Menu.CheckboxItem key={key} checked={!hidden.includes(key)} onChange={() => toggleColumn(key)}>
            {title}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
