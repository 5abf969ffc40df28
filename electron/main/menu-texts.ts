import type { FileKind } from '@shared/contracts/bridge';

export type MenuLocale = 'zh' | 'en';

/** What Electron itself shows: the window's own texts are in the renderer's locale files. */
export const MENU_TEXTS = {
  zh: {
    file: '文件',
    lock: '锁定',
    quit: '退出',
    edit: '编辑',
    undo: '撤销',
    redo: '重做',
    cut: '剪切',
    copy: '复制',
    paste: '粘贴',
    selectAll: '全选',
    view: '视图',
    zoomIn: '放大',
    zoomOut: '缩小',
    resetZoom: '实际大小',
    fullScreen: '全屏',
    devTools: '开发者工具',
    help: '帮助',
    manual: '使用手册',
    support: '联系支持',
    about: '关于',
  },
  en: {
    file: 'File',
    lock: 'Lock',
    quit: 'Quit',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select All',
    view: 'View',
    zoomIn: 'Zoom In',
    zoomOut: 'Zoom Out',
    resetZoom: 'Actual Size',
    fullScreen: 'Full Screen',
    devTools: 'Developer Tools',
    help: 'Help',
    manual: 'Manual',
    support: 'Contact Support',
    about: 'About',
  },
} as const satisfies Record<MenuLocale, Record<string, string>>;

export const FILE_KIND_TEXTS: Readonly<Record<MenuLocale, Record<FileKind, string>>> = {
  zh: {
    spreadsheet: '表格文件',
    xlsx: 'Excel 工作簿',
    csv: 'CSV 文件',
    text: '文本文件',
    image: '图片',
    pdf: 'PDF 文件',
    backup: '备份文件',
    auditArchive: '审计归档',
  },
  en: {
    spreadsheet: 'Spreadsheets',
    xlsx: 'Excel workbook',
    csv: 'CSV file',
    text: 'Text file',
    image: 'Picture',
    pdf: 'PDF document',
    backup: 'Backup',
    auditArchive: 'Audit archive',
  },
};
