/** `Menu`: a tree that tests can read and click; nothing is drawn. */
import type { MenuItemConstructorOptions } from 'electron';

type Template = MenuItemConstructorOptions;

export class MenuItem {
  readonly id: string | undefined;
  readonly accelerator: Template['accelerator'];
  readonly label: string;
  readonly role: Template['role'];
  readonly type: string;
  enabled: boolean;
  readonly submenu: Menu | undefined;
  readonly #options: Template;

  constructor(options: Template) {
    this.#options = options;
    this.id = options.id;
    this.accelerator = options.accelerator;
    this.label = options.label ?? options.role ?? '';
    this.role = options.role;
    this.type = options.type ?? (options.submenu ? 'submenu' : 'normal');
    this.enabled = options.enabled ?? true;
    this.submenu = Array.isArray(options.submenu) ? Menu.buildFromTemplate(options.submenu) : undefined;
  }

  click(): void {
    const { click, role } = this.#options;
    if (!click)
      throw new Error(`stand-in: clicking the menu item "${role ?? this.label}" is not implemented`);
    Reflect.apply(click, undefined, [this, undefined, {}]);
  }
}

export class Menu {
  static #application: Menu | null = null;
  readonly items: MenuItem[] = [];

  static buildFromTemplate(template: readonly Template[]): Menu {
    const menu = new Menu();
    menu.items.push(...template.map((options) => new MenuItem(options)));
    return menu;
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu;
  }

  static getApplicationMenu(): Menu | null {
    return Menu.#application;
  }
}
