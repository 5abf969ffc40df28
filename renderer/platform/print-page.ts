import type { Result } from '@shared/kernel/result';
import { getBridge } from './bridge';

/** Opens the print dialog for the page as it is. */
export function printPage(): Promise<void> {
  return onPaper(() => {
    window.print();
    return Promise.resolve();
  });
}

/** The page as it is, as a PDF under a name the person chooses; null when they changed their mind. Not in web mode. */
export async function savePageAsPdf(suggestedName: string): Promise<Result<{ displayName: string } | null>> {
  const { files } = getBridge();
  const target = await files.pickSave('pdf', suggestedName);
  if (!target.ok || target.value === null) return target;
  const { token } = target.value;
  const written = await onPaper(() => files.writePage(token));
  if (written.ok) return files.commit(token);
  await files.abort(token);
  return written;
}

/** Always light: paper is white, whatever the theme. */
async function onPaper<T>(work: () => Promise<T>): Promise<T> {
  const { classList } = document.documentElement;
  const isDark = classList.contains('dark');
  classList.remove('dark');
  try {
    // Charts are canvases: they are drawn anew in the frames that follow.
    for (let frame = 0; frame < 3; frame++) await new Promise((done) => requestAnimationFrame(done));
    return await work();
  } finally {
    classList.toggle('dark', isDark);
  }
}
