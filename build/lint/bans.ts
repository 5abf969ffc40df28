import type { Linter } from 'eslint';

/** What trust.md and style.md forbid outright, as far as syntax shows it. */
interface Ban {
  selector: string;
  message: string;
}

const HTML_SINKS: Ban[] = [
  {
    selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]',
    message: 'Text becomes markup here: build elements, or let Vue render it.',
  },
  {
    selector: 'Property[key.name=/^(innerHTML|dangerouslyUseHTMLString|rawContent)$/]',
    message: 'Text becomes markup here: pass a render function instead.',
  },
  {
    selector: "MemberExpression[object.name='document'][property.name=/^write(ln)?$/]",
    message: 'Build elements instead.',
  },
];

const TRANSACTIONS: Ban[] = [
  {
    selector: "MemberExpression[object.name='Dexie'][property.name='waitFor']",
    message: 'It spins the transaction: do the waiting before it opens.',
  },
  {
    selector:
      "CallExpression[callee.property.name='transaction'] :function AwaitExpression > CallExpression[callee.object.name=/^(crypto|bridge|navigator)$/]",
    message: 'A transaction commits half its work while something else is awaited: do this before it opens.',
  },
  {
    selector:
      "CallExpression[callee.property.name='transaction'] :function AwaitExpression > CallExpression[callee.object.property.name='subtle']",
    message: 'WebCrypto inside a transaction raises PrematureCommitError with rows already stored.',
  },
  {
    selector:
      "CallExpression[callee.property.name='transaction'] :function AwaitExpression > CallExpression[callee.name='fetch']",
    message: 'A transaction commits half its work while something else is awaited: do this before it opens.',
  },
];

/** Inside `run` of a command everything awaited must be the transaction's, and every error must reach the gate. */
const COMMAND_RUN: Ban[] = [
  ...['TryStatement', "CallExpression[callee.property.name='catch']"].map((selector) => ({
    selector: `Property[key.name='run'] ${selector}`,
    message: 'An error swallowed inside the transaction lets the rest of it commit.',
  })),
  {
    selector:
      "Property[key.name='run'] AwaitExpression > CallExpression[callee.object.property.name=/^(vault|host|subtle)$/]",
    message: 'A transaction commits half its work while something else is awaited: do this in `prepare`.',
  },
  {
    selector: "Property[key.name='run'] AwaitExpression > CallExpression[callee.name=/^(fetch|setTimeout)$/]",
    message: 'A transaction commits half its work while something else is awaited: do this in `prepare`.',
  },
  {
    selector:
      "Property[key.name='run'] MemberExpression[property.name=/^(table|write|dexie)$/][object.object.name='ctx'][object.property.name='db']",
    message: 'Inside the transaction data is reached through the unit of work, which records what changes.',
  },
];

const ELECTRON: Ban[] = [
  ...Object.entries({
    nodeIntegration: true,
    nodeIntegrationInWorker: true,
    nodeIntegrationInSubFrames: true,
    contextIsolation: false,
    sandbox: false,
    webSecurity: false,
    allowRunningInsecureContent: true,
    experimentalFeatures: true,
    webviewTag: true,
    bypassCSP: true,
  }).map(([name, value]) => ({
    selector: `Property[key.name='${name}'][value.value=${value}]`,
    message: `${name}: ${value} opens the window to whatever it shows.`,
  })),
  { selector: "Property[key.name='enableBlinkFeatures']", message: 'Unreviewed browser features stay off.' },
  { selector: "MemberExpression[property.name='loadFile']", message: 'The window is served from app:// only.' },
  {
    selector: "CallExpression[callee.property.name='exposeInMainWorld'] > Identifier[name='ipcRenderer']",
    message: 'Expose named functions, never the channel itself.',
  },
  {
    selector: "CallExpression[callee.property.name='openExternal']:not([arguments.0.name='address'])",
    message: 'Only an address looked up in the help table may leave the program.',
  },
];

const CHINESE = '/[\\u4e00-\\u9fff]/';
const CHINESE_TEXT: Ban[] = [
  { selector: `Literal[value=${CHINESE}]`, message: 'Texts belong in the locale files.' },
  { selector: `TemplateElement[value.raw=${CHINESE}]`, message: 'Texts belong in the locale files.' },
  { selector: `VText[value=${CHINESE}]`, message: 'Texts belong in the locale files.' },
  { selector: `VLiteral[value=${CHINESE}]`, message: 'Texts belong in the locale files.' },
];

/** Where Chinese is data or a translation, not a text somebody forgot to translate. */
export const CHINESE_ALLOWED = [
  'renderer/app/locale/**',
  'shared/access/**',
  'shared/entities/**',
  'shared/imports/**',
  'shared/rules/**',
  'shared/time/**',
  'shared/money/**',
  '**/*-texts.ts',
  '**/sample-*.ts',
  'renderer/core/commands/**',
  'renderer/core/queries/**',
  'build/**',
  'tests/**',
];

const rule = (bans: readonly Ban[]): Linter.RulesRecord => ({ 'no-restricted-syntax': ['error', ...bans] });

export const bans: Record<'chineseAllowed' | 'everywhere' | 'electron' | 'commands', Linter.RulesRecord> = {
  chineseAllowed: rule([...HTML_SINKS, ...TRANSACTIONS]),
  everywhere: rule([...HTML_SINKS, ...TRANSACTIONS, ...CHINESE_TEXT]),
  electron: rule([...HTML_SINKS, ...ELECTRON, ...CHINESE_TEXT]),
  commands: rule([...HTML_SINKS, ...TRANSACTIONS, ...COMMAND_RUN]),
};
