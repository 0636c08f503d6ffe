import { describe, expect, it } from 'vitest';
import { runTimelineSchema } from '../../../src-shared/scan/run-timeline.ts';
import { keepWeek, NIGHTS } from '../../browser/kept-week.ts';
import { createTempFolder } from '../../helpers/temp-folder.ts';
import { openApp, type OpenedApp } from './open-app.ts';

async function withWeek(act: (opened: OpenedApp, nights: readonly string[]) => Promise<void>): Promise<void> {
  const folder = await createTempFolder();
  const nights = await keepWeek(folder.path);
  const opened = await openApp(folder.path);
  try {
    await act(opened, nights);
  } finally {
    await opened.app.close();
    await folder.dispose();
  }
}

describe('compare.timeline', () => {
  it('tells a series as a whole, oldest first, as its schema says', () =>
    withWeek(async ({ call }, nights) => {
      const { series } = await call('series.list', {});
      expect(series).toMatchObject([{ runs: NIGHTS.length, targets: ['10.66.4.1-3'] }]);
      const timeline = await call('compare.timeline', { seriesId: series[0]?.id ?? '' });
      expect(runTimelineSchema.parse(timeline)).toEqual(timeline);
      expect(timeline.runs.map(({ scanId }) => scanId)).toEqual(nights);
      const stripOf = (address: string, port: number) =>
        timeline.ports.find((row) => row.address === address && row.port === port)?.strip;
      expect(stripOf('10.66.4.1', 8443)).toBe('cccoocco');
      expect(stripOf('10.66.4.3', 6379)).toBe('ooffff-f');
      expect(timeline.hosts.map(({ hostName, strip }) => `${hostName} ${strip}`)).toEqual([
        'gw.lan uuuuuuuu',
        'nas.lan uuuuduuu',
        'db.lan uuuuuu-u',
      ]);
    }));

  it('tells runs that are named, and says which is not there', () =>
    withWeek(async ({ call }, nights) => {
      const timeline = await call('compare.timeline', { scanIds: [nights[3] ?? '', nights[1] ?? ''] });
      expect(timeline.runs.map(({ scanId }) => scanId)).toEqual([nights[1], nights[3]]);
      await expect(call('compare.timeline', { scanIds: [nights[3] ?? '', 'nowhere'] })).rejects.toMatchObject(
        {
          code: 'not-found',
        },
      );
    }));

  it('says that a series is gone once its runs are deleted', () =>
    withWeek(async ({ call }, nights) => {
      const [series] = (await call('series.list', {})).series;
      await call('history.delete', { scanIds: [...nights] });
      await expect(call('compare.timeline', { seriesId: series?.id ?? '' })).rejects.toMatchObject({
        code: 'not-found',
      });
      await expect(call('compare.timeline', { seriesId: 'nowhere' })).rejects.toMatchObject({
        code: 'not-found',
      });
    }));
});
