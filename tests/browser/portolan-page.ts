/** The window as a person finds it: by role and accessible name, never by class or place. */
import { expect, type Locator, type Page } from '@playwright/test';

export type Screen = 'Scan' | 'History' | 'Compare' | 'Learn' | 'Settings';

export class Portolan {
  readonly page: Page;
  /** What the page did and must not; a test that provokes a fault empties it. */
  readonly faults: string[];

  constructor(page: Page, faults: string[]) {
    this.page = page;
    this.faults = faults;
  }

  async open(screen: Screen): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Screens' })
      .getByRole('link', { name: screen, exact: true })
      .click();
  }

  field(name: 'Targets' | 'Ports'): Locator {
    return this.page.getByRole('textbox', { name, exact: true });
  }

  get timing(): Locator {
    return this.page.getByRole('slider', { name: 'Timing' });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  table(name: 'Results' | 'Changes' | 'Runs'): Locator {
    return this.page
      .getByRole('table', { name, exact: true })
      .or(this.page.getByRole('grid', { name, exact: true }));
  }

  /** The lines of a table that contain a text or match a pattern. */
  rows(name: 'Results' | 'Changes' | 'Runs', hasText: string | RegExp): Locator {
    return this.table(name).getByRole('row').filter({ hasText });
  }

  /** The lines of a port in "Results", one for each host that has it. */
  portRow(port: number): Locator {
    const cell = this.page.getByRole('cell', { name: String(port), exact: true });
    return this.table('Results').getByRole('row').filter({ has: cell });
  }

  get progress(): Locator {
    return this.page.getByRole('progressbar', { name: 'Scan progress' });
  }

  /** Fills in the form and starts; returns at once. */
  async start(targets: string, ports: string, timing?: number): Promise<void> {
    await this.fillIn(targets, ports, timing);
    await this.button('Scan').click();
  }

  async fillIn(targets: string, ports: string, timing?: number): Promise<void> {
    await this.field('Targets').fill(targets);
    await this.field('Ports').fill(ports);
    if (timing !== undefined) await this.setTiming(timing);
  }

  /** Moves the slider with the keyboard, as everybody must be able to. */
  async setTiming(level: number): Promise<void> {
    await this.timing.focus();
    await this.page.keyboard.press('Home');
    for (let step = 0; step < level; step += 1) await this.page.keyboard.press('ArrowRight');
    await expect(this.timing).toHaveAttribute('aria-valuenow', String(level));
  }

  /** Waits until the scan on the screen has ended, in whatever way. */
  async waitForEnd(): Promise<void> {
    await expect(this.page.getByRole('region', { name: 'Outcome' })).toBeVisible({ timeout: 120_000 });
  }

  /** Does what starts a scan, and waits until the window shows that scan. */
  async startBy(act: () => Promise<void>): Promise<void> {
    const before = this.page.url();
    await act();
    await expect.poll(() => this.page.url()).not.toBe(before);
    await expect(this.table('Results')).toBeVisible();
  }

  /** Starts a scan and waits for its end. */
  async scan(targets: string, ports: string, timing?: number): Promise<void> {
    await this.open('Scan');
    await this.startBy(() => this.start(targets, ports, timing));
    await this.waitForEnd();
  }
}
