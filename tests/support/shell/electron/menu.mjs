let applicationMenu = null;

export class Menu {
  items = [];

  static setApplicationMenu(menu) {
    applicationMenu = menu;
  }
  static getApplicationMenu() {
    return applicationMenu;
  }
  static buildFromTemplate(template) {
    const menu = new Menu();
    menu.items = template.map((item) => ({
      ...item,
      submenu: item.submenu ? Menu.buildFromTemplate(item.submenu) : undefined,
    }));
    return menu;
  }
  getMenuItemById(id) {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
}
