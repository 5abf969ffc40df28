import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import { availableHelp, openHelp } from './help';
import { MENU_TEXTS, type MenuLocale } from './menu-texts';
import { sendToWindow } from './windows';

export function showMenu(locale: MenuLocale): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(locale)));
}

/** No reload item: it would throw away a half-typed form. */
export function menuTemplate(locale: MenuLocale): MenuItemConstructorOptions[] {
  const text = MENU_TEXTS[locale];
  const view: MenuItemConstructorOptions[] = [
    { role: 'zoomIn', label: text.zoomIn },
    { role: 'zoomOut', label: text.zoomOut },
    { role: 'resetZoom', label: text.resetZoom },
    { type: 'separator' },
    { role: 'togglefullscreen', label: text.fullScreen },
  ];
  if (!app.isPackaged) view.push({ role: 'toggleDevTools', label: text.devTools });
  return [
    {
      label: text.file,
      submenu: [
        {
          id: 'lock',
          label: text.lock,
          accelerator: 'CmdOrCtrl+L',
          click: () => sendToWindow({ type: 'lock', reason: 'menu' }),
        },
        { type: 'separator' },
        { role: 'quit', label: text.quit },
      ],
    },
    {
      label: text.edit,
      submenu: [
        { role: 'undo', label: text.undo },
        { role: 'redo', label: text.redo },
        { type: 'separator' },
        { role: 'cut', label: text.cut },
        { role: 'copy', label: text.copy },
        { role: 'paste', label: text.paste },
        { role: 'selectAll', label: text.selectAll },
      ],
    },
    { label: text.view, submenu: view },
    {
      label: text.help,
      submenu: [
        ...availableHelp().map((topic) => ({ id: topic, label: text[topic], click: () => void openHelp(topic) })),
        { role: 'about', label: text.about },
      ],
    },
  ];
}
