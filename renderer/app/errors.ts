import type { App } from 'vue';
import { toErrorText } from '@shared/kernel/error-texts';
import type { AppError } from '@shared/kernel/result';
import { getBridge } from '@renderer/platform/bridge';
import { runCommand } from '@renderer/platform/workers';
import { currentLanguage } from './locale';

/** The last of the three places where programmer errors are caught: nothing in the window fails without a word. */
export function catchErrors(app: App): void {
  app.config.errorHandler = (error, _instance, place) => report(error, `vue.${place}`);
  window.addEventListener('unhandledrejection', (event) => report(event.reason, 'promise'));
}

export function report(error: unknown, place: string): void {
  const incident = crypto.randomUUID().slice(0, 8);
  // Name and frames only: a message may quote what a person typed.
  const errorName = error instanceof Error ? error.name : typeof error;
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  const first = frames.slice(0, 5).map((frame) => frame.trim());
  const detail = { incident, component: place, errorName, frames: first.join(' | ') };
  void getBridge().system.log('error', 'window.unexpected', detail);
  // Before a sign-in, or on a locked screen, the file outside has to do.
  void runCommand('incident.report', { id: incident, place, errorName, frames: first.join(' | ') }).catch(
    () => undefined,
  );
  void showError({ code: 'internal.unexpected', incident });
}

/** A toast with the error's words; its widget is loaded only when something did go wrong. */
export async function showError(error: AppError): Promise<void> {
  const { ElMessage } = await import('./toast');
  ElMessage({ type: 'error', message: toErrorText(error, currentLanguage()), showClose: true, duration: 8000 });
}
