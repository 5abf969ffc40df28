import electronLog from 'electron-log/node';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type LogValue, redactDetail, redactText } from './redact';

const MAX_BYTES = 5 * 1024 * 1024;
const KEPT_FILES = 5;

export type LogLevel = 'info' | 'warn' | 'error';
export type WriteLog = (level: LogLevel, event: string, detail?: Record<string, LogValue>) => void;

/** Five files of 5 MiB: `main.log` and its elders `main.1.log` to `main.4.log`. */
export function openLog(folder: string, options: { console: boolean }): WriteLog {
  const { file, console: terminal } = electronLog.transports;
  file.resolvePathFn = () => join(folder, 'main.log');
  file.maxSize = MAX_BYTES;
  file.format = '{iso} {level} {text}';
  file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  file.archiveLogFn = () => rotate(folder);
  terminal.level = options.console ? 'warn' : false;
  return (level, event, detail = {}) => {
    electronLog[level](`${redactText(event)} ${JSON.stringify(redactDetail(detail))}`);
  };
}

function rotate(folder: string): void {
  const fileAt = (age: number): string => join(folder, age === 0 ? 'main.log' : `main.${age}.log`);
  rmSync(fileAt(KEPT_FILES - 1), { force: true });
  for (let age = KEPT_FILES - 2; age >= 0; age--) {
    if (existsSync(fileAt(age))) renameSync(fileAt(age), fileAt(age + 1));
  }
}
