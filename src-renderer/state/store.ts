/**
 * The window's one store, made of slices. Data of a slice stands under the slice's name (`state.form.targets`), actions
 * stand flat (`state.startScan()`). Components read by narrow selectors through `useAppState`.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Core } from '../core.ts';
import { createCompareSlice, type CompareSlice } from './compare-slice.ts';
import { createComparedHostSlice, type ComparedHostSlice } from './compared-host-slice.ts';
import { createComparedServicesSlice, type ComparedServicesSlice } from './compared-services-slice.ts';
import { createConnectionSlice, type ConnectionSlice } from './connection-slice.ts';
import { createFileSlice, type FileSlice } from './file-slice.ts';
import { createFormSlice, type FormSlice } from './form-slice.ts';
import { createHistorySlice, type HistorySlice } from './history-slice.ts';
import { createHostSlice, type HostSlice } from './host-slice.ts';
import { createLearnSlice, type LearnSlice } from './learn-slice.ts';
import { createNoticeSlice, type NoticeSlice } from './notice-slice.ts';
import { createPictureSlice, type PictureSlice } from './picture-slice.ts';
import { createRecentSlice, type RecentSlice } from './recent-slice.ts';
import { createResultsSlice, type ResultsSlice } from './results-slice.ts';
import { createSeriesSlice, type SeriesSlice } from './series-slice.ts';
import { createExpectSlice, type ExpectSlice } from './expect-slice.ts';
import { createServicesSlice, type ServicesSlice } from './services-slice.ts';
import { createColumnsSlice, type ColumnsSlice } from './columns-slice.ts';
import { createMarksSlice, type MarksSlice } from './marks-slice.ts';
import { createMatrixSlice, type MatrixSlice } from './matrix-slice.ts';
import { createPicksSlice, type PicksSlice } from './picks-slice.ts';
import { createRouteSlice, type RouteSlice } from './route-slice.ts';
import { createScansSlice, type ScansSlice } from './scans-slice.ts';
import { createSettingsSlice, type SettingsSlice } from './settings-slice.ts';
import type { SliceTools } from './slice.ts';
import { createOverlaySlice, type OverlaySlice } from './overlay-slice.ts';
import { createWatchSlice, type WatchSlice } from './watch-slice.ts';
import { createTabsSlice, type TabsSlice } from './tabs-slice.ts';

export type AppState = ConnectionSlice &
  SettingsSlice &
  RouteSlice &
  NoticeSlice &
  FormSlice &
  ScansSlice &
  ResultsSlice &
  PicksSlice &
  MatrixSlice &
  ServicesSlice &
  ColumnsSlice &
  RecentSlice &
  HistorySlice &
  HostSlice &
  CompareSlice &
  SeriesSlice &
  ComparedHostSlice &
  ComparedServicesSlice &
  TabsSlice &
  OverlaySlice &
  FileSlice &
  LearnSlice &
  WatchSlice &
  MarksSlice &
  PictureSlice &
  ExpectSlice;

export type AppStore = StoreApi<AppState>;

/** A store over a core. Nothing is asked of the core until an action runs or `sync-events` starts. */
export function createAppStore(core: Core): AppStore {
  return createStore<AppState>()((set, get) => {
    const tools: SliceTools = { set, get, core };
    return {
      ...createConnectionSlice(tools),
      ...createSettingsSlice(tools),
      ...createRouteSlice(tools),
      ...createNoticeSlice(tools),
      ...createFormSlice(tools),
      ...createScansSlice(tools),
      ...createResultsSlice(tools),
      ...createPicksSlice(tools),
      ...createMatrixSlice(tools),
      ...createServicesSlice(tools),
      ...createColumnsSlice(tools),
      ...createRecentSlice(tools),
      ...createHistorySlice(tools),
      ...createHostSlice(tools),
      ...createCompareSlice(tools),
      ...createSeriesSlice(tools),
      ...createComparedHostSlice(tools),
      ...createComparedServicesSlice(tools),
      ...createTabsSlice(tools),
      ...createOverlaySlice(tools),
      ...createFileSlice(tools),
      ...createPictureSlice(tools),
      ...createExpectSlice(tools),
      ...createLearnSlice(tools),
      ...createWatchSlice(tools),
      ...createMarksSlice(tools),
    };
  });
}
