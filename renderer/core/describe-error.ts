/** What the log may know of an error: its name and where it was raised. Never its message: that may quote a person's data. */
export function describeError(error: unknown): { errorName: string; frames: string } {
  if (!(error instanceof Error)) return { errorName: typeof error, frames: '' };
  const frames = stackOf(error)
    .split('\n')
    .filter((line) => /^\s+at /.test(line));
  const first = frames.slice(0, 6).map((frame) => frame.trim());
  return { errorName: error.name, frames: first.join(' | ') };
}

/** Dexie's errors throw when asked, where the engine's had no message. */
function stackOf(error: Error): string {
  try {
    return error.stack ?? '';
  } catch {
    return '';
  }
}
